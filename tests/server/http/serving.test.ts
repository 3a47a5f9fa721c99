import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { refuseRequest } from '#server/request-line.ts';
import { createFileServer } from '#server/static-files.ts';

const folders: string[] = [];
const servers: Server[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(listener: RequestListener): Promise<{ origin: string; port: number }> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port };
}

/** A folder as a build leaves it, and a server of its files. */
async function builtFiles(): Promise<{ origin: string; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-files-'));
  folders.push(folder);
  mkdirSync(join(folder, '_astro'));
  writeFileSync(join(folder, '_astro', 'page.B1x.css'), 'body { color: red }');
  writeFileSync(join(folder, 'mark.svg'), '<svg/>');
  writeFileSync(join(folder, '.secret'), 'no');
  const serveFile = createFileServer(folder);
  const { origin } = await listen((request, response) => {
    if (!serveFile(request, response)) response.writeHead(404).end('a page');
  });
  return { origin, folder };
}

describe('a built file', () => {
  test('arrives with its type, is kept for a year when its name carries a hash, and for a day otherwise', async () => {
    const { origin } = await builtFiles();
    const styles = await fetch(`${origin}/_astro/page.B1x.css?x=1`);
    expect(await styles.text()).toBe('body { color: red }');
    expect(styles.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(styles.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(styles.headers.get('x-content-type-options')).toBe('nosniff');
    const mark = await fetch(`${origin}/mark.svg`);
    expect(mark.headers.get('content-type')).toBe('image/svg+xml');
    expect(mark.headers.get('cache-control')).toBe('public, max-age=86400');
  });

  test.each(['bytes=5-1', 'bytes=0-99999999999999999999', 'bytes=-0', 'bytes=999-', 'nonsense'])(
    'arrives whole whatever part of it is asked for: %s',
    async (range) => {
      const { origin } = await builtFiles();
      for (let i = 0; i < 2; i++) {
        const answer = await fetch(`${origin}/mark.svg`, { headers: { range } });
        expect(answer.status).toBe(200);
        expect(await answer.text()).toBe('<svg/>');
      }
    },
  );

  test('still arrives after a new build removed it', async () => {
    const { origin, folder } = await builtFiles();
    rmSync(join(folder, 'mark.svg'));
    expect(await (await fetch(`${origin}/mark.svg`)).text()).toBe('<svg/>');
  });

  test('is not sent again to whoever has it', async () => {
    const { origin } = await builtFiles();
    const etag = (await fetch(`${origin}/mark.svg`)).headers.get('etag') ?? '';
    const again = await fetch(`${origin}/mark.svg`, { headers: { 'if-none-match': `"other", ${etag}` } });
    expect(again.status).toBe(304);
    expect(again.headers.get('etag')).toBe(etag);
    expect((await fetch(`${origin}/mark.svg`, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  test('is described to HEAD and refused to anything that is not reading', async () => {
    const { origin } = await builtFiles();
    const head = await fetch(`${origin}/mark.svg`, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('6');
    expect(await head.text()).toBe('');
    const post = await fetch(`${origin}/mark.svg`, { method: 'POST', body: 'x' });
    expect(post.status).toBe(405);
    expect(post.headers.get('allow')).toBe('GET, HEAD');
  });

  test.each(['/.secret', '/../serve.ts', '/%2e%2e/serve.ts', '/_astro', '/_astro/', '/__proto__', '/'])(
    'is nothing but a file of the build: %s',
    async (path) => {
      const { origin } = await builtFiles();
      expect((await fetch(origin + path)).status).toBe(404);
    },
  );
});

/** The status line of an answer to bytes that no client library would send. */
async function raw(port: number, head: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(head);
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return chunk.toString().split('\r\n', 1)[0] ?? '';
}

describe('a request that no page answers', () => {
  const start = () =>
    listen((request, response) => {
      const refused = refuseRequest(request);
      response.writeHead(refused?.status ?? 200, refused?.headers).end();
    });

  test.each(['TRACE', 'PUT', 'OPTIONS', 'PROPFIND', 'DELETE'])('is refused: %s', async (method) => {
    const { port } = await start();
    expect(await raw(port, `${method} / HTTP/1.1\r\nHost: help.example\r\n\r\n`)).toContain(' 405 ');
  });

  test.each(['a b', 'help.example/x', 'user@help.example', 'help.example:port', ''])(
    'is refused for its host: "%s"',
    async (host) => {
      const { port } = await start();
      expect(await raw(port, `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).toContain(' 400 ');
    },
  );

  test.each(['//evil.example/', '/\\evil.example/', 'http://evil.example/', '*'])(
    'is refused for its address: %s',
    async (target) => {
      const { port } = await start();
      expect(await raw(port, `GET ${target} HTTP/1.1\r\nHost: help.example\r\n\r\n`)).toContain(' 400 ');
    },
  );

  test.each(['help.example', 'localhost:4321', '127.0.0.1:80', '[::1]:4321', 'Help_Desk.example'])(
    'is any but the usual one to %s',
    async (host) => {
      const { port } = await start();
      for (const method of ['GET', 'HEAD', 'POST']) {
        expect(await raw(port, `${method} /help?q=//x HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).toContain(' 200 ');
      }
    },
  );
});

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { request as ask } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIRequestContext } from '@playwright/test';
import Database from 'libsql';
import { startDemo, type DemoServer } from '#support/demo-server.ts';
import { expect, PASSWORD, people, test } from '#support/e2e.ts';
import { template } from '#support/tell-story-once.ts';

/** A browser on one of our own pages. */
const asPage = { 'sec-fetch-site': 'same-origin', accept: 'text/html' };
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

/** The status line of the answer to bytes no client library would send. */
async function raw({ origin }: DemoServer, line: string, host = 'help.example'): Promise<string> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.write(`${line} HTTP/1.1\r\nHost: ${host}\r\nRange: bytes=5-1\r\n\r\n`);
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return chunk.toString().split('\r\n', 1)[0] ?? '';
}

async function signIn(request: APIRequestContext, { origin }: DemoServer, email: string): Promise<string> {
  const form = { email, password: PASSWORD };
  const answer = await request.post(`${origin}/sign-in`, { form, headers: asPage, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  const { cookies } = await request.storageState();
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

test.describe('a strange request', () => {
  test('harms nobody and gets a plain refusal', async ({ server, request }) => {
    expect(await raw(server, 'GET /mark.svg')).toContain(' 200 ');
    expect(await raw(server, 'TRACE /')).toContain(' 405 ');
    expect(await raw(server, 'PUT /help')).toContain(' 405 ');
    expect(await raw(server, 'POST /mark.svg')).toContain(' 405 ');
    expect(await raw(server, 'GET /', 'a b')).toContain(' 400 ');
    expect(await raw(server, 'GET //evil.example/')).toContain(' 400 ');
    expect((await request.get('/health')).status()).toBe(200);
  });

  test('with an endless body of unknown length is cut short', async ({ server }) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = ask(`${server.origin}/conversations`, { method: 'POST', headers });
    sent.write('text=');
    for (let i = 0; i < 5; i++) sent.write('x'.repeat(64 * 1024));
    sent.end();
    const [answer] = (await once(sent, 'response')) as [{ statusCode: number; resume(): void }];
    expect(answer.statusCode).toBe(413);
    answer.resume();
  });

  test('cannot break a page by the message in its address', async ({ request }) => {
    for (const problem of ['error.requestId', 'conversation.takenBy', 'no.such']) {
      expect((await request.get(`/?problem=${problem}`)).status(), problem).toBe(200);
    }
  });

  test('cannot lead to another site through the choice of a language', async ({ request }) => {
    const form = { locale: 'ru', to: '/en//evil.example' };
    const answer = await request.post('/preferences', { form, headers: asPage, maxRedirects: 0 });
    expect(answer.headers()['location']).toBe('/');
  });
});

test('a form sent to something that is not there gets the page that says so', async ({ request }) => {
  const form = { text: 'Здравствуйте', clientId: 'edge-0001' };
  const answer = await request.post(`/conversations/${UNKNOWN}/messages`, { form, headers: asPage });
  expect(answer.status()).toBe(404);
  expect(await answer.text()).toContain('Здесь ничего нет');
  expect(answer.headers()['content-security-policy']).toContain("default-src 'self'");
});

test('a form from another site gets words, not JSON', async ({ request }) => {
  const headers = { accept: 'text/html', 'sec-fetch-site': 'cross-site' };
  const answer = await request.post('/preferences', { form: { theme: 'dark' }, headers });
  expect(answer.status()).toBe(403);
  expect(answer.headers()['content-type']).toBe('text/html; charset=utf-8');
});

test('a live stream ends when its reader signs out', async ({ server, playwright }) => {
  const request = await playwright.request.newContext();
  const cookie = await signIn(request, server, people.kovaleva);
  const stream = await fetch(`${server.origin}/desk/events`, { headers: { cookie } });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  const reader = stream.body?.getReader();
  await reader?.read();
  await request.post(`${server.origin}/sign-out`, { headers: asPage, maxRedirects: 0 });
  while (!(await reader?.read())?.done);
  const after = await fetch(`${server.origin}/desk/events`, { headers: { cookie }, method: 'HEAD' });
  expect(after.status).toBe(401);
  await request.dispose();
});

test.describe('a server of its own', () => {
  let folder: string;
  let server: DemoServer;

  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kabinet-edge-'));
    cpSync(template(), join(folder, 'data'), { recursive: true });
    // 30 requests a minute, counted per address of the test's choice.
    server = await startDemo(join(folder, 'data'), {
      RATE_LIMIT_FACTOR: '0.05',
      TRUSTED_PROXY: '1',
      LOG_LEVEL: 'silent',
    });
  });
  test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('counts a page that is not there once, and refuses in words', async ({ request }) => {
    const headers = { 'x-forwarded-for': '2001:db8::1', accept: 'text/html' };
    const get = (path: string) => request.get(server.origin + path, { headers });
    for (let i = 0; i < 30; i++) expect((await get('/no-such-page')).status()).toBe(404);
    headers['x-forwarded-for'] = '2001:db8::2';
    const refused = await get('/no-such-page');
    expect(refused.status()).toBe(429);
    expect(refused.headers()['content-type']).toBe('text/html; charset=utf-8');
    expect((await get('/health')).status()).toBe(200);
  });

  test('draws and makes files to take along only so often for one network', async ({ request }) => {
    const headers = { 'x-forwarded-for': '192.0.2.77' };
    const statuses: number[] = [];
    for (const path of [
      '/help/og.png',
      '/help/payment/pay-invoice/og.png',
      '/help/offline.html',
      '/en/help/offline.html',
    ]) {
      for (let i = 0; i < 2; i++) statuses.push((await request.get(server.origin + path, { headers })).status());
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
  });

  test('asks past questions again only so often for one person, and keeps what was chosen', async ({ playwright }) => {
    const headers = { 'x-forwarded-for': '192.0.2.9', accept: 'text/html' };
    const editor = await playwright.request.newContext({ extraHTTPHeaders: headers });
    await signIn(editor, server, people.lisitsyna);
    const replay = () => editor.get(`${server.origin}/desk/scenarios/delivery-cost/replay?act=0.93&days=90`);
    const statuses: number[] = [];
    for (let time = 0; time < 3; time++) statuses.push((await replay()).status());
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await replay();
    expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0);
    const page = await refused.text();
    expect(page).toContain('value="0.93"');
    expect(page).toContain('подождите несколько минут');
    await editor.dispose();
  });

  test('asks a guest by plain forms where to answer a request, and keeps what was mistyped', async ({ request }) => {
    const post = (path: string, form: Record<string, string>, address: string) => {
      const headers = { ...asPage, 'x-forwarded-for': address };
      return request.post(server.origin + path, { form, headers, maxRedirects: 0 });
    };
    const get = (path: string) => request.get(server.origin + path, { headers: { 'x-forwarded-for': '192.0.2.30' } });
    const started = await post('/chat', { clientId: 'edge-guest-1', text: 'позовите человека' }, '192.0.2.31');
    const path = started.headers()['location'] ?? '';
    await expect.poll(async () => (await get(path)).text()).toContain('Разговор передан сотрудникам');
    // As if it had been handed over at night, whatever the time is.
    const database = new Database(join(folder, 'data', 'kabinet.db'));
    database
      .prepare('UPDATE assignments SET promised_at = created_at WHERE conversation_id = ?')
      .run(path.split('/').at(-1));
    database.close();
    expect(await (await get(path)).text()).toContain(`action="${path}/contact"`);
    const wrong = await post(`${path}/contact`, { contact: 'завтра утром' }, '192.0.2.32');
    expect(wrong.status()).toBe(422);
    expect(await wrong.text()).toContain('value="завтра утром"');
    const kept = await post(`${path}/contact`, { contact: 'name@example.com' }, '192.0.2.33');
    expect([kept.status(), kept.headers()['location']]).toEqual([303, path]);
    expect(await (await get(path)).text()).toContain('Ответим на\u00a0name@example.com');
    expect((await post(`${path}/contact`, { contact: 'other@example.com' }, '192.0.2.33')).status()).toBe(429);
  });

  test('still says that something broke when it cannot read its database, and stops when asked', async ({
    request,
    playwright,
  }) => {
    const signedIn = await playwright.request.newContext({ extraHTTPHeaders: { 'x-forwarded-for': '192.0.2.1' } });
    const cookie = await signIn(signedIn, server, people.kovaleva);
    // A reader that never reads on: stopping must not wait for it.
    const stalled = connect(Number(new URL(server.origin).port), '127.0.0.1');
    stalled.write(`GET /desk/events HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.1\r\nCookie: ${cookie}\r\n\r\n`);
    await once(stalled, 'readable');

    const database = new Database(join(folder, 'data', 'kabinet.db'));
    database.exec('ALTER TABLE settings RENAME TO lost');
    database.close();
    const headers = { 'x-forwarded-for': '192.0.2.2', accept: 'text/html' };
    const page = await request.get(`${server.origin}/?problem=error.internal`, { headers });
    expect(page.status()).toBe(500);
    const id = page.headers()['x-request-id'] ?? '';
    expect(await page.text()).toContain(`Номер запроса для поддержки: ${id}`);
    expect(page.headers()['content-security-policy']).toContain("default-src 'self'");
    const json = await request.get(server.origin, { headers: { ...headers, accept: 'application/json' } });
    expect(await json.json()).toMatchObject({ error: { code: 'internal' } });

    await server.stop();
    stalled.destroy();
    await signedIn.dispose();
  });
});

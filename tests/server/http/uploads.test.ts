import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIContext } from 'astro';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeMade, type StoredFile } from '#server/files/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import { readUpload, sendFile } from '#server/http/index.ts';
import { addSecurityHeaders, removeUploads } from '#server/http/middleware.ts';
import { rangeOf } from '#server/http/byte-range.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { contextOf } from './context.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const LIMITS = { files: 2, fileSize: 1000 };

describe('a form with files', () => {
  const sent = (form: FormData | ReadableStream<Uint8Array>, type?: string): APIContext => {
    const context = contextOf(database, { path: '/cabinet/documents' });
    const init = { method: 'POST', body: form, duplex: 'half', ...(type ? { headers: { 'content-type': type } } : {}) };
    return Object.assign(context, { request: new Request('http://help.example/', init as RequestInit) });
  };
  const form = (...files: [string, string, string][]): FormData => {
    const data = new FormData();
    data.append('title', 'Чертёж');
    for (const [field, name, text] of files) data.append(field, new File([text], name, { type: 'text/plain' }));
    return data;
  };
  const left = (): string[] => {
    const folder = join(database.dataDir, 'uploads');
    return existsSync(folder) ? readdirSync(folder) : [];
  };
  /** Reads the form as a handler does, within the middleware that cleans up. */
  async function read(context: APIContext) {
    let texts: string[] = [];
    let received: Awaited<ReturnType<typeof readUpload>> | undefined;
    await removeUploads(context, async () => {
      received = await readUpload(context, LIMITS);
      texts = received.uploads.map((upload) => readFileSync(upload.path, 'utf8'));
      return new Response();
    });
    if (!received) throw new Error('not read');
    return { ...received, texts };
  }

  it('gives fields and files, names in any alphabet; the files are gone after the answer', async () => {
    const got = await read(sent(form(['file', 'Чертёж № 3.txt', 'первый'], ['file', 'b.txt', 'второй'])));
    expect(got.failure).toBeNull();
    expect(got.values).toEqual({ title: 'Чертёж' });
    expect(got.uploads.map(({ field, name, declaredType }) => [field, name, declaredType])).toEqual([
      ['file', 'Чертёж № 3.txt', 'text/plain'],
      ['file', 'b.txt', 'text/plain'],
    ]);
    expect(got.texts).toEqual(['первый', 'второй']);
    expect(left()).toEqual([]);
  });

  it('without a chosen file has none', async () => {
    expect((await read(sent(form(['file', '', ''])))).uploads).toEqual([]);
  });

  it('refuses a file that is too large and keeps what was typed', async () => {
    const got = await read(sent(form(['file', 'a.txt', 'x'.repeat(1001)])));
    expect(got.failure).toEqual({ code: 'too_large', message: 'upload.tooLarge', fields: { file: 'upload.tooLarge' } });
    expect(got.values).toEqual({ title: 'Чертёж' });
    expect(left()).toEqual([]);
  });

  it('refuses too many files, too many fields and endless fields', async () => {
    const three = form(['file', 'a', 'a'], ['file', 'b', 'b'], ['file', 'c', 'c']);
    expect((await read(sent(three))).failure?.message).toBe('upload.tooMany');
    const fields = new FormData();
    for (let n = 0; n < 100; n++) fields.append(`f${String(n)}`, 'x');
    expect((await read(sent(fields))).failure?.code).toBe('too_large');
    const endless = new FormData();
    endless.append('title', 'x'.repeat(300_000));
    expect((await read(sent(endless))).failure?.code).toBe('too_large');
  });

  it('that breaks off leaves nothing', async () => {
    const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf of it';
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(head));
      },
      pull(controller) {
        controller.error(new Error('the sender went away'));
      },
    });
    expect((await read(sent(broken, 'multipart/form-data; boundary=b'))).failure?.message).toBe('upload.interrupted');
    const short = new Blob([head]).stream();
    expect((await read(sent(short, 'multipart/form-data; boundary=b'))).failure?.message).toBe('upload.interrupted');
    expect(left()).toEqual([]);
  });

  it('of another kind, or whose boundary is missing, is refused', async () => {
    const plain = new Blob(['a=b']).stream();
    expect((await read(sent(plain, 'application/x-www-form-urlencoded'))).failure?.code).toBe('unsupported_media');
    expect((await read(sent(new Blob(['x']).stream(), 'multipart/form-data'))).failure?.code).toBe('invalid_input');
  });
});

describe('a file that is sent', () => {
  let file: StoredFile;
  let page: StoredFile;
  beforeAll(async () => {
    const ctx = database.ctx(systemViewer('test'));
    const bytes = Buffer.from('0123456789');
    file = await storeMade(ctx, { name: 'Договор № 1.pdf', mediaType: 'application/pdf', bytes });
    page = await storeMade(ctx, { name: 'a.txt', mediaType: 'text/plain', bytes });
  });
  const ask = (headers: Record<string, string> = {}, options = {}, what = () => file, method = 'GET') => {
    const context = contextOf(database, { path: '/file', headers, method });
    return sendFile(context, what(), options);
  };

  it('is saved, never opened, unless it is a PDF or an image and that was asked for', async () => {
    const saved = await ask();
    expect(saved.status).toBe(200);
    expect(await saved.text()).toBe('0123456789');
    expect(saved.headers.get('content-disposition')).toBe(
      `attachment; filename="_ _ 1.pdf"; filename*=UTF-8''%D0%94%D0%BE%D0%B3%D0%BE%D0%B2%D0%BE%D1%80%20%E2%84%96%201.pdf`,
    );
    expect(saved.headers.get('content-security-policy')).toContain('sandbox');
    expect((await ask({}, { inline: true })).headers.get('content-disposition')).toMatch(/^inline;/);
    const text = await ask({}, { inline: true }, () => page);
    expect(text.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(text.headers.get('cache-control')).toBe('private, no-cache, no-transform');
  });

  it('keeps its own content policy and gets nosniff', async () => {
    const context = contextOf(database, { path: '/file' });
    Object.assign(context.locals, {
      app: { db: database.db, clock: database.clock, ids: { next: () => 'id' }, platform: database.platform },
    });
    Object.assign(context, { cookies: { get: () => undefined } });
    const answer = await addSecurityHeaders(context, () => ask());
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  });

  it.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=8-', 206, '89', 'bytes 8-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=5-500', 206, '56789', 'bytes 5-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=0-1,4-5', 200, '0123456789', null],
    ['pages=1', 200, '0123456789', null],
    ['bytes=5-2', 200, '0123456789', null],
  ])('in parts: %s', async (range, status, text, contentRange) => {
    const answer = await ask({ range });
    expect([answer.status, await answer.text()]).toEqual([status, text]);
    expect(answer.headers.get('content-range')).toBe(contentRange);
  });

  it('is whole again when it is not the same file any more', async () => {
    expect((await ask({ range: 'bytes=0-3', 'if-range': `"${file.sha256}"` })).status).toBe(206);
    expect((await ask({ range: 'bytes=0-3', 'if-range': '"other"' })).status).toBe(200);
  });

  it('is not sent again to whoever has it, and HEAD has no body', async () => {
    expect((await ask({ 'if-none-match': `"other", "${file.sha256}"` })).status).toBe(304);
    const head = await ask({}, {}, () => file, 'HEAD');
    expect([head.headers.get('content-length'), await head.text()]).toEqual(['10', '']);
  });

  it('an empty file has no part', () => {
    expect(rangeOf('bytes=0-', 0)).toBe('unsatisfiable');
    expect(rangeOf('bytes=-5', 0)).toBe('unsatisfiable');
  });
});

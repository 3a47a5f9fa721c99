import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicFile } from '#server/http/public-file.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { contextOf } from './context.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const ask = (path: string, body: string, headers: Record<string, string> = {}) =>
  publicFile(contextOf(database, { path, headers }), { body, type: 'text/plain; charset=utf-8' });

describe('something that reads the same for everyone', () => {
  it('is told in a few bytes to who has it already, by its tag or by the time it changed', async () => {
    const first = ask('/feed', 'one');
    expect([first.status, await first.text()]).toEqual([200, 'one']);
    const tag = first.headers.get('etag') ?? '';
    const changed = first.headers.get('last-modified') ?? '';
    expect(tag).toMatch(/^W\/"[\w-]{22}"$/);
    expect(new Date(changed).toUTCString()).toBe(changed);
    const again = ask('/feed', 'one', { 'if-none-match': `"other", ${tag}` });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    expect(ask('/feed', 'one', { 'if-modified-since': changed }).status).toBe(304);
  });

  it('is sent again when it has changed, and the tag counts more than the time', () => {
    const first = ask('/list', 'one');
    const tag = first.headers.get('etag') ?? '';
    expect(ask('/list', 'two', { 'if-none-match': tag }).status).toBe(200);
    const later = new Date(Date.now() + 86_400_000).toUTCString();
    expect(ask('/list', 'two', { 'if-none-match': tag, 'if-modified-since': later }).status).toBe(200);
    expect(ask('/list', 'two', { 'if-modified-since': 'yesterday' }).status).toBe(200);
    expect(ask('/list', 'two', { 'if-modified-since': new Date(0).toUTCString() }).status).toBe(200);
  });

  it('may be kept for others, unless the answer may carry somebody’s cookie', () => {
    expect(ask('/a', 'x').headers.get('cache-control')).toBe('public, max-age=300');
    expect(ask('/a', 'x', { cookie: 'kabinet_session=1' }).headers.get('cache-control')).toBe('private, max-age=300');
  });
});

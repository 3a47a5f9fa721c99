import type { APIContext } from 'astro';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endpoint, ok, readUpload } from '#server/http/index.ts';
import { limitRate } from '#server/http/middleware.ts';
import { createLocalLimiter } from '#server/platform/limiter.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { contextOf } from './context.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase();
  // One of everything, and then no more.
  database.platform.limiter = createLocalLimiter(1 / 1000);
});
afterEach(() => database.close());

const passed = () => Promise.resolve(new Response('in'));
const browser = { accept: 'text/html', 'sec-fetch-site': 'same-origin' };
const words = 'Стол «Грань»:\n<b>2</b> штуки & "всё"';

/** A form as a browser sends it to a page of ours. */
function sent(body: FormData | URLSearchParams, headers: Record<string, string> = browser): APIContext {
  const context = contextOf(database, { path: '/cabinet/messages/new?about=order:2418', method: 'POST' });
  const { headers: made, body: bytes } = new Request('http://help.example/', { method: 'POST', body });
  for (const [name, value] of Object.entries(headers)) made.set(name, value);
  made.set('content-length', '2000');
  const init = { method: 'POST', headers: made, body: bytes, duplex: 'half' } as RequestInit;
  return Object.assign(context, { request: new Request(context.url, init) });
}
const typed = (more: Record<string, string> = {}) => new URLSearchParams({ clientId: 'id-1', text: words, ...more });
async function refusedBy(handle: (context: APIContext) => Promise<Response>, second: APIContext): Promise<string> {
  await handle(sent(typed()));
  const answer = await handle(second);
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  return answer.text();
}
const global = async (context: APIContext) => limitRate(context, passed);

describe('a form sent once too often', () => {
  it('comes back with what was typed, ready to be sent again to where it went', async () => {
    const page = await refusedBy(global, sent(typed()));
    expect(page).toContain('<form method="post" action="/cabinet/messages/new?about=order:2418">');
    expect(page).toContain('<input type="hidden" name="clientId" value="id-1">');
    expect(page).toMatch(
      /<textarea name="text"[^>]*>\nСтол «Грань»:\n&#60;b&#62;2&#60;\/b&#62; штуки &#38; &#34;всё&#34;<\/textarea>/,
    );
    expect(page).not.toContain('<b>');
  });

  it('comes back from an endpoint as well, while programs get JSON', async () => {
    const handle = endpoint({
      who: 'anyone',
      limit: 'message',
      input: z.object({ text: z.string() }),
      handle: () => Promise.resolve(ok({})),
    }) as (context: APIContext) => Promise<Response>;
    expect(await refusedBy(handle, sent(typed()))).toContain('<textarea name="text"');
    const json = await handle(sent(typed(), { accept: 'application/json' }));
    expect(await json.json()).toMatchObject({ error: { code: 'rate_limited' } });
  });

  it('never shows a password or a code', async () => {
    for (const secret of ['password', 'repeated', 'current', 'code', 'recovery']) {
      const page = await refusedBy(global, sent(typed({ [secret]: 'very secret' })));
      expect(page, secret).not.toContain('very secret');
      expect(page, secret).not.toContain('<form');
    }
  });

  it('is not repeated when another site sent it', async () => {
    const page = await refusedBy(global, sent(typed(), { ...browser, 'sec-fetch-site': 'cross-site' }));
    expect(page).not.toContain('<form');
  });

  it('with files keeps its words and asks for the files again', async () => {
    const form = new FormData();
    form.append('text', words);
    form.append('file', new File(['x'.repeat(500)], 'a.txt'));
    const page = await refusedBy(global, sent(form));
    expect(page).toContain('enctype="multipart/form-data"');
    expect(page).toContain('<textarea name="text"');
    expect(page).toContain('<input type="file" name="file" multiple>');
    expect(page).not.toContain('xxx');
  });
});

it('a form with files that a page reads keeps what was typed when there were too many', async () => {
  const form = () => {
    const data = new FormData();
    data.append('title', 'Чертёж');
    data.append('file', new File(['x'], 'a.txt'));
    return data;
  };
  const limits = { files: 2, fileSize: 1000 };
  await readUpload(sent(form()), limits);
  expect(await readUpload(sent(form()), limits)).toMatchObject({
    values: { title: 'Чертёж' },
    uploads: [],
    failure: { code: 'rate_limited' },
  });
});

import { Writable } from 'node:stream';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import ru from '#content/i18n/ru.json' with { type: 'json' };
import { locales } from '#content/locales.ts';
import { endpoint } from '#server/http/endpoint.ts';
import { catchFailures, checkOrigin, limitRate } from '#server/http/middleware.ts';
import { localTargetIn } from '#server/http/respond.ts';
import { flashOf } from '#server/http/shell.ts';
import { plainMessage } from '#server/http/status.ts';
import { createLocalLimiter } from '#server/platform/limiter.ts';
import { describeError } from '#server/platform/log.ts';
import { fail } from '#server/platform/result.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { contextOf } from './context.ts';

let database: TestDatabase;
let logged: string;
const asBrowser = { accept: 'text/html,*/*;q=0.8' };

beforeEach(async () => {
  database = await openTestDatabase();
  logged = '';
  const keep = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      logged += chunk.toString();
      done();
    },
  });
  database.platform.log = pino({ serializers: { err: describeError } }, keep);
});
afterEach(() => database.close());

describe('a message in an address', () => {
  test('is one of our words, or nothing: no link can make a page fail', () => {
    for (const locale of locales) {
      for (const key of [...Object.keys(ru), 'no.such.key', '__proto__', '']) {
        for (const name of ['problem', 'done']) {
          const flash = flashOf(new URLSearchParams({ [name]: key }), locale);
          const words: Record<string, string> = ru;
          // What stands in quotes is text, not a place for a value.
          const known = Object.hasOwn(words, key);
          const text = known ? (words[key] ?? '').replaceAll(/'\{.*?\}'/g, '') : '';
          if (!known || /\{\w+[,}]/.test(text)) expect(flash, key).toBeNull();
          else expect(flash?.text, key).not.toBe('');
        }
      }
    }
  });

  test('says what happened in general where the exact words need a name', async () => {
    const refuse = endpoint({
      who: 'anyone',
      back: () => '/desk',
      handle: () => Promise.resolve(fail('conflict', 'conversation.takenBy', { values: { name: 'Анна' } })),
    });
    const answer = await refuse(contextOf(database, { method: 'POST', headers: asBrowser }));
    expect(answer.headers.get('location')).toBe('/desk?problem=error.conflict');
    const json = await refuse(contextOf(database, { method: 'POST', headers: { accept: 'application/json' } }));
    expect(await json.text()).toContain('Анна');
  });

  test('exists for every kind of failure', () => {
    for (const problem of Object.values(plainMessage)) {
      expect(flashOf(new URLSearchParams({ problem }), 'ru'), problem).not.toBeNull();
    }
  });
});

describe('the same page in another language', () => {
  test('is where the language was changed', () => {
    expect(localTargetIn('ru', '/en/help?q=x', '/')).toBe('/help?q=x');
    expect(localTargetIn('en', '/ru/help', '/')).toBe('/en/help');
    expect(localTargetIn('ru', '/en', '/')).toBe('/');
    expect(localTargetIn('en', '/cabinet', '/')).toBe('/cabinet');
  });

  test('is never another site', () => {
    expect(localTargetIn('ru', '/en//evil.example', '/')).toBe('/');
    const part = fc.oneof(fc.constantFrom('en', 'ru', '/', '//', '\\', '..', 'evil.example', ':', '\t'), fc.string());
    fc.assert(
      fc.property(fc.array(part), fc.constantFrom(...locales), (parts, locale) => {
        const target = localTargetIn(locale, `/${parts.join('')}`, '/');
        expect(new URL(target, 'https://help.example').origin).toBe('https://help.example');
      }),
    );
  });
});

describe('an error nobody expected', () => {
  const failing = () =>
    Promise.reject(
      new Error('Failed query: select 1\nparams: m.sokolova@sever.example', { cause: new Error('no such table') }),
    );
  const path = '/reset-password/live-token';
  const asked = { path, routePattern: '/[...locale]/reset-password/[token]' };

  test('is logged with its route, without the address and without what the query carried', async () => {
    await catchFailures(contextOf(database, { ...asked, headers: asBrowser }), failing);
    expect(logged).toContain('/[...locale]/reset-password/[token]');
    expect(logged).toContain('no such table');
    expect(logged).not.toContain('live-token');
    expect(logged).not.toContain('sokolova');
  });

  test('becomes the page of failures for a browser, and JSON for a program', async () => {
    const page = await catchFailures(contextOf(database, { ...asked, headers: asBrowser }), failing);
    expect([page.status, page.body]).toEqual([500, null]);
    const json = await catchFailures(contextOf(database, asked), failing);
    expect(json.status).toBe(500);
    expect(await json.json()).toMatchObject({ error: { code: 'internal' } });
  });
});

describe('a refusal before any page', () => {
  const passed = () => Promise.resolve(new Response('in'));
  const spent = async (address: string) => {
    database.platform.limiter = createLocalLimiter(1 / 600);
    await limitRate(contextOf(database, { address }), passed);
  };

  test('is said in words to a browser and in JSON to a program', async () => {
    await spent('192.0.2.7');
    const page = await limitRate(contextOf(database, { headers: asBrowser }), passed);
    expect(page.status).toBe(429);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain(`<h1>${ru['error.rateLimited']}</h1>`);
    const json = await limitRate(contextOf(database), passed);
    expect(await json.json()).toMatchObject({ error: { code: 'rate_limited' } });

    const headers = { ...asBrowser, 'sec-fetch-site': 'cross-site' };
    const foreign = await checkOrigin(contextOf(database, { method: 'POST', headers }), passed);
    expect(foreign.status).toBe(403);
    expect(await foreign.text()).toContain(`<h1>${ru['error.untrustedOrigin']}</h1>`);
  });

  test('counts a whole IPv6 network as one', async () => {
    await spent('2001:db8:1:2::1');
    expect((await limitRate(contextOf(database, { address: '2001:db8:1:2::ffff' }), passed)).status).toBe(429);
    expect((await limitRate(contextOf(database, { address: '2001:db8:1:3::1' }), passed)).status).toBe(200);
  });

  test('never meets the question whether the server is well', async () => {
    await spent('192.0.2.7');
    expect((await limitRate(contextOf(database, { path: '/health' }), passed)).status).toBe(200);
  });
});

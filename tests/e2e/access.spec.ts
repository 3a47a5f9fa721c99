import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { APIRequestContext, APIResponse } from '@playwright/test';
import { expect, PASSWORD, people, test } from '#support/e2e.ts';
import { asPage, marinasCompany, marinasIds, nobodys } from './story-ids.ts';
import { everyone, type Ids, type Outcome, type Rule, type Who } from './access-roles.ts';
import { rules } from './access-table.ts';

const PAGES = fileURLToPath(new URL('../../src/pages', import.meta.url));

/** A page of the cabinet, the desk, the settings or the account: not what is the same for everyone. */
const isPageOfSomebody = (route: string) => /^GET (cabinet|desk|admin|account)\/.*\.astro$/.test(route);

/** Every route and method there is, read from the files themselves. */
function routes(): string[] {
  return (
    readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(astro|ts)$/.test(file) && !file.split('/').some((part) => part.startsWith('_')))
      .flatMap((file) => {
        if (file.endsWith('.astro')) return [`GET ${file}`];
        const source = readFileSync(join(PAGES, file), 'utf8');
        return [...source.matchAll(/export const (GET|POST|PUT|PATCH|DELETE)\b/g)].map(
          ([, method]) => `${method} ${file}`,
        );
      })
      // Drawn by the server when something broke; it has no address of its own that could be asked.
      .filter((route) => route !== 'GET 500.astro')
      .sort()
  );
}

async function ask(request: APIRequestContext, route: string, rule: Rule, ids: Ids, address: string): Promise<Outcome> {
  const method = route.split(' ')[0] ?? 'GET';
  const options = {
    headers: asPage,
    maxRedirects: 0,
    timeout: 15_000,
    // A connection that was kept open may just have been closed by the server.
    maxRetries: 2,
    method,
    ...(rule.form ? { form: typeof rule.form === 'function' ? rule.form(ids) : rule.form } : {}),
  };
  const answer = /\/events$/.test(address) ? await headOf(request, address) : await request.fetch(address, options);
  return outcomeOf(answer, address);
}

/** Streams never end: their first bytes tell enough. */
async function headOf(request: APIRequestContext, address: string): Promise<Pick<APIResponse, 'status' | 'headers'>> {
  const { cookies } = await request.storageState();
  const stop = new AbortController();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const answer = await fetch(address, { headers: { ...asPage, cookie }, redirect: 'manual', signal: stop.signal });
  stop.abort();
  return { status: () => answer.status, headers: () => Object.fromEntries(answer.headers) };
}

function outcomeOf(answer: Pick<APIResponse, 'status' | 'headers'>, address: string): Outcome {
  const location = answer.headers()['location'] ?? '';
  if (answer.status() === 404) return 'none';
  if (answer.status() === 401) return 'sign-in';
  // Those two are part of signing in and lead back to its page.
  const isSigning = /\/(sign-out|passkey\/)/.test(address);
  if (answer.status() === 303 && location.includes('/sign-in') && !isSigning) return 'sign-in';
  expect(answer.status(), `${address} must not break`).toBeLessThan(500);
  expect(answer.status(), `${address} was asked from a page of ours`).not.toBe(403);
  return 'in';
}

// Every handler is called once, so orders are started and messages written.
test.use({ story: 'access' });

test.describe('who may come in where', () => {
  test('every route stands in the table', () => {
    expect(Object.keys(rules).sort()).toEqual(routes());
  });

  test('every route answers every role as the table says', async ({ playwright, server }) => {
    test.setTimeout(180_000);
    const requests = new Map<Who, APIRequestContext>();
    for (const who of everyone) {
      const request = await playwright.request.newContext({ baseURL: server.origin });
      if (who !== 'visitor') {
        const form = { email: people[who], password: PASSWORD };
        const answer = await request.post('/sign-in', { form, headers: asPage, maxRedirects: 0 });
        expect(answer.status(), `${who} signs in`).toBe(303);
      }
      requests.set(who, request);
    }
    const of = (who: Who) => requests.get(who) as APIRequestContext;
    const ids = { ...(await marinasIds(of('marina'))), customer: await marinasCompany(of('gromov')) };

    const wrong: string[] = [];
    for (const [route, rule] of Object.entries(rules)) {
      // Signing out would end the session the next routes are asked with.
      const asked = route === 'POST sign-out.ts' ? (['visitor'] as const) : everyone;
      for (const who of asked) {
        const address = new URL(rule.at(ids), server.origin).href;
        const outcome = await ask(of(who), route, rule, ids, address);
        if (outcome !== rule.outcome[who]) wrong.push(`${route} as ${who}: ${outcome}, not ${rule.outcome[who]}`);
      }
      // Pages take the forms they post to themselves: whoever may not look may not post either.
      const refused = isPageOfSomebody(route) ? asked.filter((who) => rule.outcome[who] !== 'in') : [];
      const posts = refused.map(async (who) => {
        const address = new URL(rule.at(ids), server.origin).href;
        const answer = await of(who).post(address, { headers: asPage, maxRedirects: 0, form: { act: 'save' } });
        const outcome = outcomeOf(answer, address);
        if (outcome !== rule.outcome[who]) wrong.push(`posting to ${route} as ${who}: ${outcome}`);
      });
      await Promise.all(posts);
    }
    expect(wrong).toEqual([]);

    // They may look at the people of a customer, and not invite any.
    const peoplePath = `/desk/customers/${ids.customer}/people`;
    const form = { act: 'invite', email: 'nobody@sever.example', role: 'owner' };
    expect((await of('kovaleva').post(peoplePath, { headers: asPage, form, maxRedirects: 0 })).status()).toBe(404);
    expect(await (await of('gromov').get(peoplePath)).text()).not.toContain(form.email);

    // Lists, tables and search of another customer know nothing of hers, whatever is asked for.
    const { invoice, order, task, document, news, conversation } = ids;
    const hers = [`/invoices/${invoice}`, `/orders/${order}`, task, document, news, conversation];
    for (const path of ['invoices', 'orders', 'documents', 'tasks', 'messages', 'search']) {
      for (const q of ['', invoice, order]) {
        const text = await (await of('anna').get(`/cabinet/${path}?q=${encodeURIComponent(q)}`)).text();
        for (const each of hers) expect(text, `${path}?q=${q}`).not.toContain(each);
      }
    }
    for (const path of ['invoices/export', 'orders/export', 'invoices/statement/csv']) {
      const csv = await (await of('anna').get(`/cabinet/${path}`)).text();
      for (const each of [invoice, `;${order};`]) expect(csv, path).not.toContain(each);
    }
    for (const request of requests.values()) await request.dispose();
  });

  test('an id means nothing to somebody of another customer', () => {
    const other = Object.fromEntries(Object.keys(nobodys).map((name) => [name, `other-${name}`])) as unknown as Ids;
    const withId = Object.entries(rules).filter(([, rule]) => rule.at(nobodys) !== rule.at(other));
    const open = withId.filter(([, { outcome }]) => outcome.anna !== 'none').map(([route]) => route);
    // Of the invoices named to it this page shows only what is the reader's own.
    expect(open).toEqual(['GET cabinet/invoices/pay.astro']);
    // What is asked with an id that is nobody's: secrets of links, what is the same for everyone, and the help center.
    const asked = new Set(withId.map(([route]) => route));
    const without = Object.keys(rules).filter((route) => /\[(?!\.\.\.)/.test(route) && !asked.has(route));
    expect(
      without.filter(
        (route) =>
          !/\[token\]|\[part\]|help\/\[category\]|help\/files|desk\/(articles|help|scenarios)\/|passkeys/.test(route),
      ),
    ).toEqual([]);
  });

  test('a request from another site changes nothing', async ({ request, server }) => {
    for (const route of Object.keys(rules).filter((each) => each.startsWith('POST') && !each.includes('webhooks'))) {
      const address = rules[route]?.at(nobodys) ?? '';
      const answer = await request.post(new URL(address, server.origin).href, {
        headers: { 'sec-fetch-site': 'cross-site' },
        maxRedirects: 0,
      });
      expect(answer.status(), route).toBe(403);
    }
  });

  test('one of our people who looks at a cabinet changes nothing there, and leaves it again', async ({
    playwright,
    server,
  }) => {
    const request = await playwright.request.newContext({ baseURL: server.origin });
    const post = (path: string, form: Record<string, string> = {}) =>
      request.post(new URL(path, server.origin).href, { headers: asPage, form, maxRedirects: 0 });
    expect((await post('/sign-in', { email: people.gromov, password: PASSWORD })).status()).toBe(303);
    const company = await marinasCompany(request);
    const begun = await post(`/desk/customers/${company}/preview`, { role: 'owner' });
    expect(begun.headers()['location']).toBe('/cabinet');
    const cabinet = await request.get('/cabinet', { headers: asPage });
    expect(cabinet.status()).toBe(200);
    expect(await cabinet.text()).toContain('Северный ветер');
    expect((await request.get('/desk', { headers: asPage })).status(), 'the desk is left meanwhile').toBe(404);
    const own = ['POST cabinet/preview.ts', 'POST sign-out.ts', 'POST preferences.ts', 'POST webhooks/stripe.ts'];
    for (const route of Object.keys(rules).filter((each) => !each.startsWith('GET') && !own.includes(each))) {
      const address = rules[route]?.at({ ...nobodys, customer: company }) ?? '';
      expect((await post(address)).status(), route).toBe(409);
    }
    await post('/cabinet/preview');
    expect((await request.get('/desk', { headers: asPage })).status()).toBe(200);
    await request.dispose();
  });
});

import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import type Axe from 'axe-core';
import { startDemo, type DemoServer } from './demo-server.ts';
import { template } from './tell-story-once.ts';

export { expect, type Page };

/** People of the demo story by first name. */
export const people = {
  marina: 'm.sokolova@sever.example',
  anna: 'a.keller@nordlicht.example',
  pavel: 'p.dorohov@granat.example',
  olga: 'buh@sever.example',
  kirill: 'k.somov@sever.example',
  kovaleva: 'a.kovaleva@dubrava.example',
  safin: 't.safin@dubrava.example',
  gromov: 'i.gromov@dubrava.example',
  lisitsyna: 'v.lisitsyna@dubrava.example',
  admin: 'admin@dubrava.example',
} as const;
export const PASSWORD = 'dubrava-demo';

/** In the browser, once its source was handed over. */
declare const axe: typeof Axe;
/** axe without its spaces and comments: half as much to hand over to every page. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export type SignIn = (page: Page, person: keyof typeof people) => Promise<void>;

interface Tools {
  /** Signs this page's browser in; the form itself is tested in account.spec. Opens no page. */
  signIn: SignIn;
  /**
   * Fails unless axe finds nothing on the page as it stands: WCAG 2.2 A and AA and best practices, with `forFinger` the size of
   * what is pressed as well, which is not asked for by itself; or only these rules.
   */
  expectAccessible: (page: Page, rules?: string[] | 'forFinger') => Promise<void>;
}

/**
 * Each worker has a server and data of its own; each test a browser context of its own. A spec that changes what others
 * look at names a `story` of its own, and gets a worker to itself.
 */
export const test = base.extend<Tools, { story: string; server: DemoServer }>({
  story: ['shared', { option: true, scope: 'worker' }],
  server: [
    async ({ story }, use) => {
      const folder = mkdtempSync(join(tmpdir(), `kabinet-e2e-${story}-`));
      cpSync(template(), join(folder, 'data'), { recursive: true });
      const server = await startDemo(join(folder, 'data'));
      await use(server);
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ server }, use) => use(server.origin),
  signIn: async ({ server }, use) => {
    await use(async (page, person) => {
      const answer = await page.context().request.post(`${server.origin}/sign-in`, {
        form: { email: people[person], password: PASSWORD },
        headers: { 'sec-fetch-site': 'same-origin', accept: 'text/html' },
        maxRedirects: 0,
      });
      expect(answer.status(), `${person} signs in`).toBe(303);
    });
  },
  expectAccessible: async ({}, use) => {
    await use(async (page, rules) => {
      // Once a document: handing over half a megabyte of source takes longer than looking.
      if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
      const found = await page.evaluate(async (asked) => {
        // Only what is wrong is described in full: describing everything that is right takes most of the time.
        const options =
          asked === 'forFinger' ? { rules: { 'target-size': { enabled: true } } } : asked ? { runOnly: asked } : {};
        const { violations } = await axe.run(document, { resultTypes: ['violations'], ...options });
        return violations.map(({ id, impact, nodes }) => ({
          rule: id,
          impact,
          where: nodes.map(({ target }) => target.join(' ')).slice(0, 5),
        }));
      }, rules);
      expect(found, `axe on ${page.url()}`).toEqual([]);
    });
  },
});

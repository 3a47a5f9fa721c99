import type { Browser } from '@playwright/test';
import { expect, test, type Page, type SignIn } from '#support/e2e.ts';
import type { Ids, Who } from './access-roles.ts';
import { rules } from './access-table.ts';
import { complaints, glance, lookClosely, type Locale } from './look-at-page.ts';
import { asPage, marinasCompany, marinasIds } from './story-ids.ts';

/** Parts of other pages, and what one only comes by in the middle of something: its own spec looks at it there. */
const noPages = [
  'desk/fragment.astro',
  'conversations/[id]/fragment.astro',
  'desk/scenarios/[key]/live.astro',
  '[...locale]/sign-in/code.astro',
  'account/security/codes.astro',
  'desk/invoices/[number]/edit.astro',
];
/** Who looks: the first of these that may. */
const lookers: readonly Who[] = ['visitor', 'marina', 'gromov', 'admin'];

/** Every page of the table of access somebody of the story may open, each in one of the groups, and further states of some. */
const groups: Record<string, { of: RegExp; also?: [Who, (ids: Ids) => string][] }> = {
  'public pages': {
    of: /^\[\.\.\.locale\]|^styleguide/,
    also: [
      ['visitor', () => '/help/search?q=бдщгхжъ'],
      ['visitor', () => '/no-such-page'],
      ['visitor', () => '/reset-password/no-such-link'],
    ],
  },
  'the cabinet’s money and orders': {
    of: /^cabinet\/(index|invoices|orders)/,
    also: [
      ['marina', () => '/cabinet/invoices?state=overdue&sort=amount'],
      ['marina', ({ invoice, payment }) => `/cabinet/invoices/${invoice}/payments/${payment}?unfinished`],
      ['anna', () => '/cabinet'],
      ['anna', () => '/cabinet/orders/2409'],
    ],
  },
  'the cabinet’s papers, tasks and people': { of: /^cabinet\// },
  'one’s account': { of: /^account\// },
  'the desk’s customers and their invoices': { of: /^desk\/(customers|invoices)/ },
  'the desk’s help center': { of: /^desk\/(articles|help)/ },
  'the rest of the desk': { of: /^desk\// },
  'what admins set': { of: /./ },
};

function pagesOf(group: string): [Who, (ids: Ids) => string][] {
  const isIn = (file: string) => Object.keys(groups).find((name) => groups[name]?.of.test(file)) === group;
  const inTable = Object.entries(rules).flatMap(([route, { at, outcome }]): [Who, (ids: Ids) => string][] => {
    const file = route.replace('GET ', '');
    const who = lookers.find((each) => outcome[each] === 'in');
    return who && file.endsWith('.astro') && !noPages.includes(file) && isIn(file) ? [[who, at]] : [];
  });
  return [...inTable, ...(groups[group]?.also ?? [])];
}

const speak = (page: Page, locale: Locale) =>
  page.request.post('/preferences', { headers: asPage, form: { locale, to: '/' }, maxRedirects: 0 });

/** Found once by each worker: what Marina has begun there stays. */
let found: Ids | undefined;

async function idsOf(browser: Browser, signIn: SignIn): Promise<Ids> {
  if (found) return found;
  const [marina, staff] = [await browser.newPage(), await browser.newPage()];
  await signIn(marina, 'marina');
  await signIn(staff, 'gromov');
  // Whoever looked before may have left her reading English, and some are found by their title.
  await speak(marina, 'ru');
  found = { ...(await marinasIds(marina.request)), customer: await marinasCompany(staff.request) };
  await marina.close();
  await staff.close();
  return found;
}

/** Public pages have an address in each language; of the others the reader chooses the language. */
const inLocale = (address: string, locale: Locale) =>
  locale === 'ru' || /^\/(cabinet|account|desk|admin|styleguide)/.test(address)
    ? address
    : `/en${address === '/' ? '' : address}`;

// Whoever looks changes their language, begins payments and writes messages.
test.use({ story: 'pages' });
test.describe.configure({ mode: 'parallel' });

for (const group of Object.keys(groups)) {
  test(`${group} are accessible, fit a phone and make no complaint, in both languages`, async ({
    browser,
    signIn,
    expectAccessible,
  }) => {
    test.setTimeout(240_000);
    const ids = await idsOf(browser, signIn);
    const pages = pagesOf(group);
    expect(pages.length).toBeGreaterThan(0);
    for (const who of new Set(pages.map(([each]) => each))) {
      const page = await browser.newPage();
      if (who !== 'visitor') await signIn(page, who);
      const heard = await complaints(page);
      for (const locale of ['ru', 'en'] as const) {
        await speak(page, locale);
        const own = pages.filter(([each]) => each === who);
        for (const [index, [, at]] of own.entries()) {
          const address = inLocale(at(ids), locale);
          await test.step(`${locale} ${address}`, async () => {
            // Colors and roles are the same in both languages: each page is looked at closely in one of them.
            const isClose = (index % 2 === 0) === (locale === 'ru');
            if (isClose) await lookClosely(page, address, locale, expectAccessible);
            else await glance(page, address, locale);
            expect.soft(heard(), `complaints of the browser at ${address}`).toEqual([]);
          });
        }
      }
      await page.close();
    }
  });
}

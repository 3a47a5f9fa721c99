import { expect, test, type Page } from '#support/e2e.ts';

const asPage = { 'sec-fetch-site': 'same-origin', accept: 'text/html' };
const skipLink = { ru: 'К содержанию', en: 'Skip to content' };
const brand = { ru: 'Дубрава', en: 'Dubrava' };
const wide = { width: 1440, height: 900 };
const narrow = { width: 360, height: 740 };

/** Everything the browser complained about since the last look: errors on the console, refusals of the content policy. */
function complaints(page: Page): () => string[] {
  let heard: string[] = [];
  page.on('pageerror', (error) => heard.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // The browser notes that the page itself was answered with 404, which is what some of them are for.
    if (message.type() === 'error' && message.location().url !== page.url())
      heard.push(`${page.url()}: ${message.text()}`);
  });
  return () => {
    const all = heard;
    heard = [];
    return all;
  };
}

interface Look {
  page: Page;
  locale: 'ru' | 'en';
  expectAccessible: (page: Page, rules?: string[]) => Promise<void>;
}

/** Opens each address and looks at it as a strict reviewer would, wide and narrow, light and dark. */
async function review({ page, locale, expectAccessible }: Look, addresses: readonly string[]): Promise<void> {
  const heard = complaints(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`refused by the content policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  for (const address of addresses) {
    await test.step(`${locale} ${address}`, async () => {
      await page.setViewportSize(wide);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(address);
      await expect.soft(page.getByRole('heading', { level: 1 }), `h1 of ${address}`).toHaveCount(1);
      await expect.soft(page.locator('html'), `language of ${address}`).toHaveAttribute('lang', locale);
      await expect.soft(page, `title of ${address}`).toHaveTitle(new RegExp(`\\S — ${brand[locale]}$`));
      await expect.soft(page.getByRole('link', { name: skipLink[locale] })).toHaveAttribute('href', '#main');
      await page.keyboard.press('Tab');
      await expect.soft(page.getByRole('link', { name: skipLink[locale] }), `first Tab on ${address}`).toBeFocused();
      await expect.soft(page.getByRole('main')).toHaveAttribute('id', 'main');
      await softly(() => expectAccessible(page), `${address}, wide and light`);
      await page.setViewportSize(narrow);
      await softly(() => expectAccessible(page, ['color-contrast']), `${address}, narrow and light`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect.soft(width, `width of ${address} on a phone`).toBeLessThanOrEqual(narrow.width);
      await turnDark(page);
      await softly(() => expectAccessible(page), `${address}, narrow and dark`);
      await page.setViewportSize(wide);
      await softly(() => expectAccessible(page, ['color-contrast']), `${address}, wide and dark`);
      expect.soft(heard(), `complaints of the browser at ${address}`).toEqual([]);
    });
  }
}

/** A page that is turned dark has colors of both for a while; this one is through with it at once. */
async function turnDark(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(async () => {
    // What is inherited goes through one transition after the other.
    for (;;) {
      await new Promise(requestAnimationFrame);
      const going = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
      if (going.length === 0) return;
      for (const transition of going) transition.finish();
    }
  });
}

/** One page that fails must not hide what is wrong with the next. */
async function softly(check: () => Promise<void>, what: string): Promise<void> {
  const wrong = await check().then(
    () => null,
    (error: unknown) => String(error),
  );
  expect.soft(wrong, what).toBeNull();
}

/** A conversation with an answer, a source and something to press. */
async function converse(page: Page, path: string, text: string): Promise<string> {
  const answer = await page.request.post(path, { headers: asPage, form: { clientId: crypto.randomUUID(), text } });
  return new URL(answer.url()).pathname;
}

/** A payment of the first invoice that waits for one, begun and not finished. */
async function beginPayment(page: Page): Promise<{ invoice: string; payment: string }> {
  await page.goto('/cabinet/invoices?state=unpaid');
  const link = page.getByRole('main').getByRole('table').getByRole('row').nth(1).getByRole('link').first();
  const invoice = (await link.getAttribute('href')) ?? '';
  await page.request.post(`${invoice}/payments`, { headers: asPage, maxRedirects: 0 });
  await page.goto(invoice);
  const payment = await page
    .getByRole('link', { name: /^(Как идёт оплата|How the payment stands)$/ })
    .first()
    .getAttribute('href');
  return { invoice, payment: payment ?? '' };
}

/** The first of the news. */
async function postOf(page: Page): Promise<string> {
  await page.goto('/cabinet/news');
  const link = page.getByRole('main').getByRole('listitem').first().getByRole('link');
  return (await link.getAttribute('href')) ?? '';
}

/** A task that was talked about. */
async function taskOf(page: Page): Promise<string> {
  await page.goto('/cabinet/tasks');
  const link = page.getByRole('main').getByRole('link', { name: 'Согласуйте чертёж стойки ресепшен' });
  return (await link.getAttribute('href')) ?? '';
}

test.describe.configure({ mode: 'parallel' });

test.describe('every kind of page is accessible, fits a phone and makes no complaint', () => {
  test.setTimeout(240_000);

  test('the public pages in Russian', async ({ page, expectAccessible }) => {
    const chat = await converse(page, '/chat', 'оплатили, а деньги не пришли');
    await review({ page, locale: 'ru', expectAccessible }, [
      '/',
      '/help',
      '/help/search?q=опалта',
      '/help/search?q=бдщгхжъ',
      '/help/payment',
      '/help/payment/pay-invoice',
      '/chat',
      chat,
      '/sign-in',
      '/reset-password',
      '/reset-password/no-such-link',
      '/no-such-page',
      '/styleguide',
    ]);
  });

  test('the public pages in English', async ({ page, expectAccessible }) => {
    const chat = await converse(page, '/en/chat', 'how do I pay an invoice');
    await review({ page, locale: 'en', expectAccessible }, [
      '/en',
      '/en/help',
      '/en/help/search?q=delivery',
      '/en/help/payment',
      '/en/help/payment/pay-invoice',
      '/en/chat',
      chat,
      '/en/sign-in',
      '/en/reset-password',
      '/en/no-such-page',
    ]);
  });

  test('the cabinet in Russian', async ({ page, signIn, expectAccessible }) => {
    await signIn(page, 'marina');
    const { invoice, payment } = await beginPayment(page);
    await review({ page, locale: 'ru', expectAccessible }, [
      '/cabinet',
      '/cabinet/invoices',
      '/cabinet/invoices?state=overdue&sort=amount',
      invoice,
      payment,
      `${payment}?unfinished`,
      '/cabinet/orders',
      '/cabinet/orders/2418',
      '/cabinet/tasks',
      '/cabinet/documents',
      await taskOf(page),
      '/cabinet/news',
      '/account',
      '/account/security',
      '/account/sessions',
      '/cabinet/people',
      '/chat',
    ]);
  });

  test('the cabinet in English', async ({ page, signIn, expectAccessible }) => {
    await signIn(page, 'anna');
    const { invoice, payment } = await beginPayment(page);
    await review({ page, locale: 'en', expectAccessible }, [
      '/cabinet',
      '/cabinet/invoices',
      invoice,
      payment,
      '/cabinet/orders',
      '/cabinet/orders/2409',
      '/cabinet/tasks/new?about=order:2409',
      await postOf(page),
      '/cabinet/documents/new',
      '/account',
      '/account/security',
      '/cabinet/people',
    ]);
  });

  test('the desk in both languages', async ({ page, signIn, expectAccessible }) => {
    await signIn(page, 'admin');
    await page.goto('/desk');
    const waiting = page
      .getByRole('navigation')
      .getByRole('listitem')
      .getByRole('link')
      .filter({ hasText: 'Павел Дорохов' });
    const conversation = (await waiting.first().getAttribute('href')) ?? '';
    const pages = ['/desk', conversation, '/desk/tasks', '/desk/documents', '/desk/news/new', '/desk/outbox', '/admin'];
    await review({ page, locale: 'ru', expectAccessible }, pages);
    await page.request.post('/preferences', { headers: asPage, form: { locale: 'en', to: '/desk' } });
    await review({ page, locale: 'en', expectAccessible }, pages);
    await page.request.post('/preferences', { headers: asPage, form: { locale: 'ru', to: '/desk' } });
  });
});

import { expect, type Page } from '#support/e2e.ts';

export type Locale = 'ru' | 'en';
type Accessible = (page: Page, rules?: string[] | 'forFinger') => Promise<void>;

const skipLink = { ru: 'К содержанию', en: 'Skip to content' };
const brand = { ru: 'Дубрава', en: 'Dubrava' };
const wide = { width: 1440, height: 900 };
const narrow = { width: 360, height: 740 };

/** Everything the browser complained about since the last look: errors on the console, refusals of the content policy. */
export async function complaints(page: Page): Promise<() => string[]> {
  let heard: string[] = [];
  page.on('pageerror', (error) => heard.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // The browser notes that the page itself was answered with 404, which is what some of them are for.
    if (message.type() === 'error' && message.location().url !== page.url())
      heard.push(`${page.url()}: ${message.text()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`refused by the content policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return () => {
    const all = heard;
    heard = [];
    return all;
  };
}

/** Opens it and looks at it as a strict reviewer would, wide and light, narrow and dark. */
export async function lookClosely(page: Page, address: string, locale: Locale, accessible: Accessible): Promise<void> {
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await open(page, address, locale);
  const skip = page.getByRole('link', { name: skipLink[locale] });
  await expect.soft(skip).toHaveAttribute('href', '#main');
  await page.keyboard.press('Tab');
  await expect.soft(skip, `first Tab on ${address}`).toBeFocused();
  await expect.soft(page.getByRole('main')).toHaveAttribute('id', 'main');
  await softly(() => accessible(page), `${address}, wide and light`);
  await page.setViewportSize(narrow);
  await expectToFit(page, address);
  await turnDark(page);
  await softly(() => accessible(page, 'forFinger'), `${address}, narrow and dark`);
}

/** Opens it on a phone: the right language, and nothing beside the screen. */
export async function glance(page: Page, address: string, locale: Locale): Promise<void> {
  await page.setViewportSize(narrow);
  await open(page, address, locale);
  await expectToFit(page, address);
}

async function open(page: Page, address: string, locale: Locale): Promise<void> {
  await page.goto(address);
  expect.soft(decodeURI(page.url()), 'where it led').toContain(decodeURI(address));
  await expect.soft(page.getByRole('heading', { level: 1 }), `h1 of ${address}`).toHaveCount(1);
  await expect.soft(page.locator('html'), `language of ${address}`).toHaveAttribute('lang', locale);
  await expect.soft(page, `title of ${address}`).toHaveTitle(new RegExp(`\\S — ${brand[locale]}$`));
}

async function expectToFit(page: Page, address: string): Promise<void> {
  // A window that has just become narrow is laid out anew a moment later.
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  await softly(() => expect.poll(width).toBeLessThanOrEqual(narrow.width), `width of ${address} on a phone`);
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

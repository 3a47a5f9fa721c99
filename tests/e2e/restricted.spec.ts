import type { APIRequestContext } from '@playwright/test';
import { expect, test, type Page } from '#support/e2e.ts';

test.use({ story: 'restricted' });

const main = (page: Page) => page.getByRole('main');
const article = '/help/payment/regular-terms';
const title = 'Условия для постоянных заказчиков';

/** Every door of the help center that could tell of the article, as text. */
async function doors(request: APIRequestContext): Promise<Record<string, boolean>> {
  const query = encodeURIComponent('отсрочка последнего платежа постоянным');
  const asked = {
    topic: '/help/payment',
    help: '/help',
    search: `/help/search?q=${query}`,
    suggestions: `/help/suggestions?q=${encodeURIComponent('условия для постоянных')}`,
    sitemap: '/sitemap.xml',
  };
  const told = await Promise.all(
    Object.entries(asked).map(async ([door, address]): Promise<[string, boolean]> => {
      const text = (await (await request.get(address)).text()).replaceAll(
        /<\/?mark[^>]*>|"(?:text|marked)":|[{}[\]",]/g,
        '',
      );
      return [door, text.includes('regular-terms') || text.includes(title)];
    }),
  );
  return Object.fromEntries(told);
}
const nowhere = { topic: false, help: false, search: false, suggestions: false, sitemap: false };

test('an article for some is found and read by them, and exists for nobody else', async ({
  page,
  browser,
  signIn,
  request,
}) => {
  expect((await request.get(article)).status()).toBe(404);
  expect(await doors(request)).toEqual(nowhere);

  const marina = await browser.newPage();
  await signIn(marina, 'marina');
  await marina.goto(article);
  await expect(marina.getByRole('heading', { level: 1 })).toHaveText(title);
  // Addresses for search engines hold what is for everyone, whoever asks.
  expect(await doors(marina.request)).toEqual({
    topic: true,
    help: true,
    search: true,
    suggestions: true,
    sitemap: false,
  });
  const anna = await browser.newPage();
  await signIn(anna, 'anna');
  expect((await anna.request.get(article)).status()).toBe(404);
  expect(await doors(anna.request)).toEqual(nowhere);

  await anna.goto('/chat');
  await anna.getByRole('textbox').fill('какая отсрочка последнего платежа у постоянных заказчиков?');
  await anna.getByRole('button', { name: 'Спросить' }).click();
  const log = anna.getByRole('log');
  await expect(log.getByRole('article', { name: /Ассистент/ }).last()).toBeVisible();
  await expect(log).not.toContainText(title);
  await expect(log).not.toContainText('14 дней');

  await signIn(page, 'lisitsyna');
  await page.goto('/desk/articles/regular-terms/ru');
  await page.getByRole('link', { name: 'Настройки', exact: true }).click();
  await page.getByRole('radio', { name: /сотрудник/i }).check();
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(main(page)).toContainText('Настройки сохранены.');
  expect((await marina.request.get(article)).status()).toBe(404);
  await expect.poll(() => doors(marina.request)).toEqual(nowhere);
  expect((await page.request.get(article)).status()).toBe(200);
  for (const each of [marina, anna]) await each.close();
});

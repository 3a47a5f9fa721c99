import { expect, test, type Page } from '#support/e2e.ts';

const main = (page: Page) => page.getByRole('main');
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const now = (page: Page) => page.getByRole('region', { name: 'Сейчас' });

test.use({ story: 'home' });

test('home says what needs me, and what is paid and read is gone from it', async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn(page, 'pavel');
  await page.goto('/cabinet');
  await expect(heading(page)).toHaveText('Два дела ждут вас');
  await expect(now(page)).toContainText('Счёт СЧ-1117');
  await expectAccessible(page);

  await now(page)
    .getByRole('link', { name: /^Прочитать/ })
    .click();
  await page.getByRole('button', { name: 'Прочитать все' }).click();
  await page.goto('/cabinet');
  await expect(heading(page)).toHaveText('Одно дело ждёт вас');

  await now(page)
    .getByRole('link', { name: /^Оплатить/ })
    .click();
  await page.getByRole('button', { name: 'Оплатить онлайн' }).click();
  await page.getByRole('button', { name: /^Оплатить \d/ }).click();
  await expect(main(page).getByText('Оплачено', { exact: true })).toBeVisible();
  await page.goto('/cabinet');
  await expect(heading(page)).toHaveText('Сейчас от вас ничего не нужно');
  await expect(now(page)).toHaveCount(0);
  await expectAccessible(page);
});

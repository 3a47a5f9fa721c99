import { expect, test } from '#support/e2e.ts';

test.use({ story: 'orders' });

test('a late order offers its scenario, and lines can be ordered again', async ({ page, signIn, expectAccessible }) => {
  await signIn(page, 'marina');
  await page.goto('/cabinet/orders?q=ПЕРЕГОВОРНАЯ&sort=expected');
  await page.getByRole('link', { name: /№ 2418/ }).click();
  await expect(page.getByRole('link', { name: 'ДБ-2418-1' })).toHaveAttribute('href', /^https:/);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Что можно сделать' }).click();
  await page.waitForURL(/\/cabinet\/messages\//);
  await expect(page.getByRole('log')).toContainText('Заказ № 2418 «Переговорная и 24 места» опаздывает');

  await page.goto('/cabinet/orders/2418/repeat');
  for (const what of ['Стол переговорный «Совет»', 'Стол рабочий «Линия»', 'Доставка, подъём, сборка']) {
    await page.getByLabel(`Сколько: ${what}`).fill('0');
  }
  await page.getByLabel('Сколько: Тумба подкатная «Грань»').fill('6');
  await page.getByRole('button', { name: 'Отправить запрос' }).click();
  await expect(page.getByRole('log')).toContainText(/Тумба подкатная «Грань».*6/);
});

import { expect, test, type Page } from '#support/e2e.ts';

test.use({ story: 'visibility' });
const main = (page: Page) => page.getByRole('main');

test('what an admin hides for one customer is gone from every door of that cabinet, until it is given back', async ({
  page,
  browser,
  signIn,
  expectAccessible,
}) => {
  const marina = await (await browser.newContext()).newPage();
  await signIn(marina, 'marina');
  await signIn(page, 'admin');
  await page.goto('/admin/visibility');
  await page.getByLabel('Выберите заказчика').selectOption({ label: 'ООО «Северный ветер»' });
  await page.getByRole('button', { name: 'Показать' }).click();
  const hide = async (name: string, choice: string) => {
    await main(page).getByLabel(name, { exact: true }).selectOption({ label: choice });
  };
  await hide('Заказы', 'скрывать');
  await hide('Строки счёта', 'скрывать');
  await page.getByRole('button', { name: 'Посмотреть, что получится' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByText('Сохранено: действует')).toBeVisible();

  await marina.goto('/cabinet');
  await expect(marina.getByRole('navigation', { name: 'Разделы кабинета' }).first()).not.toContainText('Заказы');
  const get = async (path: string) => {
    const answer = await marina.request.get(path, { maxRedirects: 0 });
    return { status: answer.status(), text: await answer.text() };
  };
  for (const path of [
    '/cabinet/orders',
    '/cabinet/orders/2418',
    '/cabinet/orders/export',
    '/cabinet/orders/2418/repeat',
  ]) {
    expect((await get(path)).status, path).toBe(404);
  }
  for (const path of ['/cabinet', '/cabinet/people', '/cabinet/invoices/export', '/cabinet/search?q=переговорная']) {
    expect((await get(path)).text, path).not.toContain('Переговорная и 24 места');
  }
  expect((await get('/cabinet/search?q=2418')).status).toBe(200);
  expect((await get('/help/suggestions?q=2418')).text).not.toContain('Переговорная');
  const invoice = await get('/cabinet/invoices/СЧ-1107');
  expect(invoice.status).toBe(200);
  expect(invoice.text).not.toContain('Заказ № 2418');

  await page.goto(page.url().replace(/[?&]done=[^&]*/u, ''));
  await hide('Заказы', 'показывать');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect.poll(async () => (await get('/cabinet/orders/2418')).status).toBe(200);
  await marina.context().close();
});

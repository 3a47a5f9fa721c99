import { expect, test, type Page } from '#support/e2e.ts';

const bell = (page: Page) => page.locator('.bell > summary');
const unread = (page: Page, count: string | RegExp) => expect(bell(page)).toContainText(count);

test.use({ story: 'notifications' });

test('a task rings the bell, is read by opening its page, and its channel is switched off, all without script', async ({
  browser,
  request,
  signIn,
  expectAccessible,
}) => {
  const agent = await browser.newPage();
  await signIn(agent, 'kovaleva');
  const ask = async (title: string) => {
    await agent.goto('/desk/tasks/new');
    await agent.getByLabel('Заказчик', { exact: true }).selectOption({ label: 'Клиника «Гранат»' });
    await agent.getByLabel('Что нужно сделать').fill(title);
    await agent.getByRole('button', { name: 'Поставить задачу' }).click();
    await expect(agent.getByRole('heading', { level: 1 })).toHaveText(title);
  };
  await ask('Подтвердите этаж разгрузки');

  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, 'pavel');
  await expect(async () => {
    await page.goto('/cabinet/notifications');
    await expect(page.getByRole('main')).toContainText('Просьба к вам: Подтвердите этаж разгрузки', { timeout: 500 });
  }).toPass();
  await unread(page, /: [12] нов/);
  await bell(page).click();
  await page
    .locator('.bell')
    .getByRole('button', { name: /Подтвердите этаж/ })
    .click();
  await expect(page).toHaveURL(/\/cabinet\/tasks\//);
  await page.goto('/cabinet/notifications?show=unread');
  await expect(page.getByRole('main')).not.toContainText('Подтвердите этаж');

  // What the one click of a mail program posts, without a cookie.
  await agent.goto('/desk/outbox');
  const mail = agent.getByRole('listitem').filter({ hasText: 'Просьба к вам: Подтвердите этаж' });
  const link = (await mail.getByRole('link', { name: /\/unsubscribe\// }).getAttribute('href')) ?? '';
  expect((await request.post(link, { form: { 'List-Unsubscribe': 'One-Click' } })).status()).toBe(200);
  await page.goto('/account/notifications');
  await expect(page.getByRole('checkbox', { name: 'Задачи: Письмо сразу' })).not.toBeChecked();
  await page.getByRole('checkbox', { name: 'Задачи: В кабинете' }).uncheck();
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'сохранены' })).toBeVisible();
  await ask('Пришлите схему лифта');
  await page.goto('/cabinet/tasks');
  await expect(page.getByRole('link', { name: 'Пришлите схему лифта' })).toBeVisible();
  await page.goto('/cabinet/notifications');
  await expect(page.getByRole('main')).toContainText('Подтвердите этаж разгрузки');
  await expect(page.getByRole('main')).not.toContainText('Пришлите схему лифта');
  await context.close();

  await agent.goto('/desk/notifications');
  await expectAccessible(agent);
  await agent.goto('/account/notifications');
  await expectAccessible(agent);
  await agent.close();
});

import { expect, test, type Page } from '#support/e2e.ts';

test.use({ story: 'messages' });

const log = (page: Page, name = 'Сообщения') => page.getByRole('log', { name });

test('a customer writes to their manager about an order: ticks move live, a file arrives, a draft survives', async ({
  page,
  browser,
  signIn,
  expectAccessible,
}) => {
  const manager = await (await browser.newContext()).newPage();
  await test.step('from the order, with the order attached', async () => {
    await signIn(page, 'marina');
    await page.goto('/cabinet/orders/2431');
    await page.getByRole('link', { name: 'Спросить о заказе' }).click();
    await expect(page.getByRole('link', { name: /О чём: Заказ № 2431/ })).toBeVisible();
    await page.getByLabel('Сообщение', { exact: true }).fill('Можно стойку на 5 см ниже?');
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.waitForURL(/\/cabinet\/messages\/[0-9a-f-]{36}$/);
    await expect(log(page)).toContainText('отправлено');
    await expect(page.getByRole('link', { name: /О чём: Заказ № 2431/ })).toBeVisible();
  });

  await test.step('sent, delivered when the desk is open, read when the manager looks', async () => {
    await signIn(manager, 'gromov');
    await manager.goto('/desk');
    await expect(log(page)).toContainText('доставлено');
    await manager
      .getByRole('navigation', { name: 'Разговоры' })
      .getByRole('link')
      .filter({ hasText: 'Можно стойку на 5 см ниже' })
      .click();
    await expect(log(page)).toContainText('прочитано');
  });

  await test.step('the manager answers with a file; the customer sees both', async () => {
    await manager.getByText('Приложить файлы').click();
    await manager.getByRole('textbox', { name: 'Подпись' }).fill('Вот новый чертёж');
    await manager
      .locator('#files')
      .setInputFiles({ name: 'стойка.txt', mimeType: 'text/plain', buffer: Buffer.from('высота 1050') });
    await manager.getByRole('button', { name: 'Отправить файлы' }).click();
    await expect(log(page)).toContainText('Вот новый чертёж');
    await expect(log(page).getByRole('link', { name: 'стойка.txt' })).toBeVisible();
    await expect(log(manager)).toContainText('прочитано');
  });

  await test.step('without a network the words wait, and can be taken back', async () => {
    const field = page.getByRole('textbox', { name: 'Сообщение' });
    await page.context().setOffline(true);
    await field.fill('Спасибо!');
    await page.getByRole('button', { name: 'Отправить', exact: true }).click();
    await expect(log(page)).toContainText('не отправлено');
    await expect(field).toHaveValue('');
    await page.getByRole('button', { name: 'Изменить' }).click();
    await expect(field).toHaveValue('Спасибо!');
    await expect(log(page)).not.toContainText('не отправлено');
    await page.context().setOffline(false);
  });

  await test.step('what was typed and not sent is there again', async () => {
    // The words taken back before are kept as well, and may be on their way still.
    const isSaved = (body: string | null) => body?.includes('подум') ?? false;
    const saved = page.waitForResponse(
      (answer) => answer.url().endsWith('/draft') && answer.ok() && isSaved(answer.request().postData()),
    );
    await page.getByRole('textbox', { name: 'Сообщение' }).fill('Спасибо, я подум');
    await saved;
    await page.evaluate(() => {
      localStorage.clear();
    });
    await page.reload();
    await expect(page.getByRole('textbox', { name: 'Сообщение' })).toHaveValue('Спасибо, я подум');
    await expectAccessible(page);
  });
  await manager.context().close();
});

test.describe('without script, in English', () => {
  test.use({ javaScriptEnabled: false });

  test('a message is written, found in the list, and a draft is kept by its button', async ({ page, signIn }) => {
    await signIn(page, 'anna');
    await page.goto('/cabinet/messages/new?about=order:2409&to=manager');
    await page.getByLabel('Message', { exact: true }).fill('When do the screens ship?');
    const attach = (name: string, text: string) =>
      page.getByLabel('Files').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    await attach('page.html', '<b>no</b>');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(page.getByRole('alert')).toContainText('Files of this type are not accepted');
    await expect(page.getByLabel('Message', { exact: true })).toHaveValue('When do the screens ship?');
    await attach('sizes.txt', '1 × 2');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(log(page, 'Messages').getByRole('link', { name: 'sizes.txt' })).toBeVisible();
    await page.getByRole('textbox', { name: 'Message' }).fill('One more thing');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('One more thing');
    await page.goto('/cabinet/messages?q=SCREENS');
    await expect(page.getByRole('link', { name: 'When do the screens ship?' })).toBeVisible();
  });
});

import { readFileSync } from 'node:fs';
import { expect, PASSWORD, test } from '#support/e2e.ts';

// Asks to be forgotten: nobody else's story.
test.use({ story: 'my-data' });

test('somebody sees what is kept about them, takes it along, asks to be forgotten and thinks again', async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn(page, 'anna');
  await page.goto('/account');
  await page.getByRole('link', { name: 'My data', exact: true }).click();
  await expect(page.getByRole('row', { name: /Nordlicht/ })).toBeVisible();
  await expectAccessible(page);

  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the archive' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^My data .*\.zip$/);
  expect(
    readFileSync(await download.path())
      .subarray(0, 4)
      .toString('latin1'),
  ).toBe('PK\u0003\u0004');

  const ask = page.getByRole('button', { name: 'Ask to erase' });
  await page.getByLabel('Present password').fill('not it');
  await ask.click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Present password').fill(PASSWORD);
  await ask.click();
  await expect(page.getByText('Your data will be erased on')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Keep my data' }).click();
  await expect(page.getByText('Everything stays as it was.')).toBeVisible();
  await expect(ask).toBeVisible();
});

test('a supervisor declines with a reason, which the person reads', async ({
  page,
  signIn,
  browser,
  server,
  expectAccessible,
}) => {
  const context = await browser.newContext({ baseURL: server.origin, locale: 'ru-RU', javaScriptEnabled: false });
  const kirill = await context.newPage();
  await signIn(kirill, 'kirill');
  await kirill.goto('/account/data');
  await kirill.getByLabel('Нынешний пароль').fill(PASSWORD);
  await kirill.getByRole('button', { name: 'Попросить удалить' }).click();
  await expect(kirill.getByText('Ваши данные будут удалены')).toBeVisible();

  await signIn(page, 'gromov');
  await page.goto('/desk/customers');
  await page.getByRole('link', { name: 'Просьбы удалить данные: 1' }).click();
  const row = page.getByRole('row', { name: /Сомов/ });
  await row.getByText('Отклонить').first().click();
  await row.getByLabel('Почему нельзя удалить').fill('Идёт спор по договору.');
  await expectAccessible(page);
  await row.getByRole('button', { name: 'Отклонить и сообщить' }).click();
  await expect(page.getByRole('row', { name: /Сомов/ })).toContainText('Отклонена');

  await kirill.reload();
  await expect(kirill.getByText('Причина: Идёт спор по договору.')).toBeVisible();
  await context.close();
});

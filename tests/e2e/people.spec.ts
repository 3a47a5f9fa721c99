import { expect, people, PASSWORD, test, type Page } from '#support/e2e.ts';

test.use({ story: 'people' });
const main = (page: Page) => page.getByRole('main');
const field = (page: Page, label: string) => main(page).getByLabel(label, { exact: true }).and(page.locator('input'));

/** The link of the latest letter to somebody, as staff of the demo can read it. */
async function linkInMail(page: Page, to: string): Promise<string> {
  await page.goto('/desk/outbox');
  const letter = main(page)
    .getByRole('listitem')
    .filter({ hasText: `Кому: ${to}` });
  return (await letter.first().getByRole('link').first().getAttribute('href')) ?? '';
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`colleagues, ${javaScriptEnabled ? 'with' : 'without'} script`, () => {
    test.use({ javaScriptEnabled });

    test('are invited, join, get another role and lose access', async ({ page, browser, signIn, expectAccessible }) => {
      const email = `new-${String(javaScriptEnabled)}@sever.example`;
      await signIn(page, 'marina');
      await page.goto('/cabinet');
      await page
        .getByRole('navigation', { name: 'Разделы кабинета' })
        .first()
        .getByRole('link', { name: 'Люди' })
        .click();
      await expect(main(page)).toContainText('Кирилл Сомов');
      await expect(main(page)).toContainText('buh2@sever.example');
      await field(page, 'Почта').fill(people.olga);
      await page.getByRole('button', { name: 'Отправить приглашение' }).click();
      await expect(page.getByRole('alert')).toContainText('уже работает в вашем кабинете');
      await field(page, 'Почта').fill(email);
      await page.getByLabel('Бухгалтер').check();
      await page.getByRole('button', { name: 'Отправить приглашение' }).click();
      await expect(page.getByText('Приглашение отправлено.')).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);

      const staff = await (await browser.newContext()).newPage();
      await signIn(staff, 'gromov');
      await expect(async () => expect(await linkInMail(staff, email)).toContain('/invitation/')).toPass();
      const link = await linkInMail(staff, email);
      await staff.context().close();

      const colleague = await (await browser.newContext({ javaScriptEnabled })).newPage();
      await colleague.goto(link);
      await expect(colleague.getByRole('heading', { level: 1 })).toContainText('Северный ветер');
      await field(colleague, 'Имя').fill('Нина Лаптева');
      await field(colleague, 'Новый пароль').fill('липа и ясень');
      await field(colleague, 'Новый пароль ещё раз').fill('липа и ясень');
      await colleague.getByRole('button', { name: 'Начать работу' }).click();
      await expect(colleague).toHaveURL(/\/cabinet\?done=/);
      expect((await colleague.goto('/cabinet/invoices'))?.status()).toBe(200);
      expect((await colleague.goto('/cabinet/people'))?.status()).toBe(404);

      await page.goto('/cabinet/people');
      const joined = main(page).getByRole('row').filter({ hasText: email });
      await joined.getByRole('link', { name: 'Нина Лаптева' }).first().click();
      await page.getByLabel('Свой набор разделов').check();
      await page.getByRole('button', { name: 'Сохранить' }).click();
      await expect(page.getByRole('alert')).toContainText('Отметьте хотя бы один раздел');
      await page.getByLabel('Заказы', { exact: true }).check();
      await page.getByRole('button', { name: 'Сохранить' }).click();
      await expect(page.getByText('Доступ изменён.')).toBeVisible();
      expect((await colleague.goto('/cabinet/invoices'))?.status()).toBe(404);
      expect((await colleague.goto('/cabinet/orders'))?.status()).toBe(200);

      await main(page).getByRole('row').filter({ hasText: email }).getByRole('link').first().click();
      await page.getByRole('button', { name: 'Забрать доступ' }).click();
      await expect(page.getByText('Доступ закрыт.')).toBeVisible();
      expect((await colleague.goto('/cabinet/orders'))?.status()).toBe(404);
      await colleague.context().close();
    });
  });
}

test('the last owner cannot leave, and a person of two companies has both', async ({ page, browser, signIn }) => {
  await signIn(page, 'marina');
  await page.goto('/account');
  await page.getByRole('link', { name: /^Покинуть/ }).click();
  await page.getByRole('button', { name: 'Покинуть кабинет' }).click();
  await expect(page.getByRole('alert')).toContainText('единственный владелец');

  await page.goto('/cabinet/people');
  await field(page, 'Почта').fill(people.pavel);
  await page.getByRole('button', { name: 'Отправить приглашение' }).click();
  await expect(page.getByText('Приглашение отправлено.')).toBeVisible();
  const staff = await (await browser.newContext()).newPage();
  await signIn(staff, 'gromov');
  await expect(async () => expect(await linkInMail(staff, people.pavel)).toContain('/invitation/')).toPass();
  const link = await linkInMail(staff, people.pavel);
  await staff.context().close();

  const pavel = await (await browser.newContext()).newPage();
  await pavel.goto(link);
  await pavel.getByRole('link', { name: 'Войти и принять' }).click();
  await field(pavel, 'Почта').fill(people.pavel);
  await field(pavel, 'Пароль').fill(PASSWORD);
  await main(pavel).getByRole('button', { name: 'Войти', exact: true }).first().click();
  await pavel.getByRole('button', { name: 'Принять приглашение' }).click();
  await expect(pavel).toHaveURL(/\/cabinet\?done=people\.joined/);
  await pavel.goto('/account');
  await expect(main(pavel)).toContainText('Северный ветер');
  await expect(main(pavel)).toContainText('Гранат');
  await pavel.context().close();
});

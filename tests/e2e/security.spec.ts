import { Secret, TOTP } from 'otpauth';
import { expect, people, PASSWORD, test, type Page } from '#support/e2e.ts';

test.use({ story: 'security' });
const main = (page: Page) => page.getByRole('main');
const field = (page: Page, label: string) =>
  page.locator('form:not([data-new-passkey])').getByLabel(label, { exact: true }).and(page.locator('input'));

async function fillSignIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await field(page, 'Почта').fill(email);
  await field(page, 'Пароль').fill(PASSWORD);
  await main(page).getByRole('button', { name: 'Войти', exact: true }).first().click();
}

/** The code of the next time step: the present one may have been taken already, and each is taken once. */
const codeAfter = (secret: string, steps: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

for (const [javaScriptEnabled, person] of [
  [true, 'olga'],
  [false, 'kirill'],
] as const) {
  test.describe(`codes of an app, ${javaScriptEnabled ? 'with' : 'without'} script`, () => {
    test.use({ javaScriptEnabled });

    test('are asked for after the password, and a recovery code once instead', async ({
      page,
      signIn,
      expectAccessible,
    }) => {
      await signIn(page, person);
      await page.goto('/account/security/app');
      await field(page, 'Нынешний пароль').fill('не тот');
      await page.getByRole('button', { name: 'Дальше' }).click();
      await expect(page.getByRole('alert')).toContainText('Это не ваш нынешний пароль.');
      await field(page, 'Нынешний пароль').fill(PASSWORD);
      await page.getByRole('button', { name: 'Дальше' }).click();
      const secret = (await main(page).locator('code').innerText()).replaceAll(' ', '');
      if (javaScriptEnabled) await expectAccessible(page);
      await field(page, 'Код из приложения').fill(codeAfter(secret, 0));
      await page.getByRole('button', { name: 'Включить' }).click();
      const codes = await page.getByRole('list', { name: 'Резервные коды' }).getByRole('listitem').allInnerTexts();
      expect(codes).toHaveLength(10);
      if (javaScriptEnabled) await expectAccessible(page);

      await page.context().clearCookies();
      await fillSignIn(page, people[person]);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Второй шаг');
      if (javaScriptEnabled) await expectAccessible(page);
      await page.goto('/cabinet');
      await expect(page).toHaveURL(/\/sign-in\?to=/);
      await page.goto('/sign-in/code');
      // Taken already when it was turned on.
      await field(page, 'Код из приложения').fill(
        codeAfter(secret, 0).replace(/.$/, (digit) => String((Number(digit) + 1) % 10)),
      );
      await main(page).getByRole('button', { name: 'Войти', exact: true }).click();
      await expect(page.getByRole('alert')).toContainText('Код не подошёл');
      await field(page, 'Код из приложения').fill(codeAfter(secret, 1));
      await main(page).getByRole('button', { name: 'Войти', exact: true }).click();
      await expect(page).toHaveURL(/\/cabinet/);

      for (const works of [true, false]) {
        await page.context().clearCookies();
        await fillSignIn(page, people[person]);
        await page.getByText('Нет телефона под рукой').click();
        await field(page, 'Резервный код').fill(codes[0] ?? '');
        await page.getByRole('button', { name: 'Войти с резервным кодом' }).click();
        if (works) await expect(page).toHaveURL(/\/cabinet/);
        else await expect(page.getByRole('alert')).toContainText('Код не подошёл');
      }
      await field(page, 'Резервный код').fill(codes[1] ?? '');
      await page.getByRole('button', { name: 'Войти с резервным кодом' }).click();
      await expect(page).toHaveURL(/\/cabinet/);
      await page.goto('/account/sessions');
      await expect(main(page)).toContainText('пароль и резервный код');
      await expect(main(page)).toContainText('неверный резервный код');
    });
  });
}

test('a passkey signs in without an address, and is gone when it is removed', async ({
  page,
  server,
  expectAccessible,
}) => {
  // A passkey belongs to a name, which an address in numbers is not.
  const origin = server.origin.replace('127.0.0.1', 'localhost');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${origin}/sign-in`);
  await field(page, 'Почта').fill(people.pavel);
  await field(page, 'Пароль').fill(PASSWORD);
  await main(page).getByRole('button', { name: 'Войти', exact: true }).first().click();
  await expect(page).toHaveURL(`${origin}/cabinet`);
  await page.goto(`${origin}/account/security`);
  const form = page.locator('form[data-new-passkey]');
  await form.getByLabel('Как назвать ключ').fill('Рабочий ноутбук');
  await form.getByLabel('Нынешний пароль').fill('не тот');
  await form.getByRole('button', { name: 'Добавить ключ' }).click();
  await expect(form.getByRole('alert')).toContainText('Это не ваш нынешний пароль.');
  await form.getByLabel('Нынешний пароль').fill(PASSWORD);
  await form.getByRole('button', { name: 'Добавить ключ' }).click();
  await expect(page.getByText('Ключ доступа добавлен.')).toBeVisible();
  await expect(main(page)).toContainText('Рабочий ноутбук');
  await expectAccessible(page);

  await page.context().clearCookies();
  await page.goto(`${origin}/sign-in`);
  await page.getByRole('button', { name: 'Войти с ключом доступа' }).click();
  await expect(page).toHaveURL(`${origin}/cabinet`);

  await page.goto(`${origin}/account/security`);
  await page.getByText('Удалить ключ').first().click();
  await main(page).getByRole('listitem').getByLabel('Нынешний пароль').fill(PASSWORD);
  await main(page).getByRole('listitem').getByRole('button', { name: 'Удалить ключ' }).click();
  await expect(page.getByText('Ключ доступа удалён.')).toBeVisible();
  await page.context().clearCookies();
  await page.goto(`${origin}/sign-in`);
  await page.getByRole('button', { name: 'Войти с ключом доступа' }).click();
  await expect(page.locator('[data-passkey-problem]')).toContainText('С ключом доступа не получилось');
});

test('another address signs in only after the link mailed there was followed', async ({ page, browser, signIn }) => {
  await signIn(page, 'lisitsyna');
  await page.goto('/account/email');
  await field(page, 'Новая почта').fill('vera@dubrava.example');
  await field(page, 'Нынешний пароль').fill(PASSWORD);
  await page.getByRole('button', { name: 'Прислать ссылку' }).click();
  await expect(main(page).getByRole('status')).toContainText('vera@dubrava.example');
  const staff = await (await browser.newContext()).newPage();
  await signIn(staff, 'gromov');
  const letter = main(staff).getByRole('listitem').filter({ hasText: 'Кому: vera@dubrava.example' });
  await expect(async () => {
    await staff.goto('/desk/outbox');
    await expect(letter).toHaveCount(1, { timeout: 500 });
  }).toPass();
  const link = (await letter.getByRole('link').first().getAttribute('href')) ?? '';
  await page.goto(link);
  await page.getByRole('button', { name: 'Подтвердить' }).click();
  await expect(page.getByText('Адрес изменён. Входите с новым.')).toBeVisible();
  await expect(main(page)).toContainText('vera@dubrava.example');
  const told = main(staff)
    .getByRole('listitem')
    .filter({ hasText: `Кому: ${people.lisitsyna}` })
    .filter({ hasText: 'адрес для входа изменён' });
  await expect(async () => {
    await staff.goto('/desk/outbox');
    await expect(told).toHaveCount(1, { timeout: 500 });
  }).toPass();
  await staff.context().close();
});

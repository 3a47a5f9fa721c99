import { expect, PASSWORD, people, test, type Page } from '#support/e2e.ts';

const main = (page: Page) => page.getByRole('main');

async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await field(page, 'Почта').fill(email);
  await field(page, 'Пароль').fill(password);
  await main(page).getByRole('button', { name: 'Войти', exact: true }).click();
}

const openProfile = (page: Page) =>
  page
    .getByRole('banner')
    .getByRole('group')
    .filter({ hasText: /меню профиля|profile menu/ })
    .locator('summary')
    .click();

/** By its label; the form around it may have the same one. */
const field = (page: Page, label: string) =>
  page.locator('form:not([data-new-passkey])').getByLabel(label, { exact: true }).and(page.locator('input'));

test.describe('signing in', () => {
  test('leads on to the page that was asked for, and to no other site', async ({ page, server }) => {
    const wanted = `/cabinet/invoices/${encodeURIComponent('СЧ-1107')}`;
    await page.goto(wanted);
    await expect(page).toHaveURL(/\/sign-in\?to=/);
    await expect(main(page)).toContainText('После входа откроется страница, на которую вы шли.');
    await fillSignIn(page, people.marina, PASSWORD);
    await expect(page).toHaveURL(`${server.origin}${wanted}`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Счёт СЧ-1107');

    await page.context().clearCookies();
    await page.goto(`/sign-in?to=${encodeURIComponent('https://elsewhere.example/cabinet')}`);
    await fillSignIn(page, people.marina, PASSWORD);
    await expect(page).toHaveURL(`${server.origin}/cabinet`);
  });

  test('with a wrong password says so, keeps the e-mail and tells nothing about who is here', async ({ page }) => {
    await page.goto('/sign-in');
    const said: string[] = [];
    for (const email of [people.marina, 'nobody@nowhere.example']) {
      await fillSignIn(page, email, 'not the password');
      const alert = page.getByRole('alert');
      await expect(alert).toContainText('Почта и пароль не подходят друг к другу.');
      said.push(await alert.innerText());
      await expect(field(page, 'Почта')).toHaveValue(email);
      await expect(field(page, 'Пароль')).toHaveValue('');
    }
    expect(new Set(said).size, 'the same words for both').toBe(1);
  });

  test('a forgotten password is set anew by a link that works once', async ({ page, browser, signIn }) => {
    const requestLink = async (email: string) => {
      await page.goto('/sign-in');
      await page.getByRole('link', { name: 'Забыли пароль?' }).click();
      await field(page, 'Почта').fill(email);
      await page.getByRole('button', { name: 'Прислать ссылку' }).click();
      await expect(page.getByRole('status').filter({ hasText: 'Проверьте почту' })).toContainText(
        'Если такой адрес у нас есть',
      );
    };
    await requestLink('nobody@nowhere.example');
    await requestLink(people.lisitsyna);

    const staff = await browser.newPage();
    await signIn(staff, 'gromov');
    const letters = staff.getByRole('listitem').filter({ hasText: `Кому: ${people.lisitsyna}` });
    const letter = letters.filter({ hasText: /парол/i });
    await expect(async () => {
      await staff.goto('/desk/outbox');
      await expect(letter).toHaveCount(1, { timeout: 500 });
    }).toPass();
    await expect(main(staff)).not.toContainText('nobody@nowhere.example');
    const link = (await letter.getByRole('link').first().getAttribute('href')) ?? '';
    await staff.context().close();

    await page.goto(link);
    const choose = async (first: string, second: string) => {
      await field(page, 'Новый пароль').fill(first);
      await field(page, 'Новый пароль ещё раз').fill(second);
      await page.getByRole('button', { name: 'Сохранить пароль' }).click();
    };
    await choose('липа и ясень', 'липа и клён');
    await expect(page.getByRole('alert')).toContainText('Пароли не совпали.');
    await choose('липа и ясень', 'липа и ясень');
    await expect(page.getByText('Пароль изменён. Войдите с новым.')).toBeVisible();
    await page.goto(link);
    await expect(main(page)).toContainText('Ссылка больше не работает');

    await page.goto('/sign-in');
    await fillSignIn(page, people.lisitsyna, PASSWORD);
    await expect(page.getByRole('alert')).toBeVisible();
    await fillSignIn(page, people.lisitsyna, 'липа и ясень');
    await expect(page).not.toHaveURL(/sign-in/);

    // And back, by the form of the account.
    await page.goto('/account/security');
    await field(page, 'Нынешний пароль').fill('не тот');
    await field(page, 'Новый пароль').fill(PASSWORD);
    await field(page, 'Новый пароль ещё раз').fill(PASSWORD);
    await page.getByRole('button', { name: 'Сменить пароль' }).click();
    await expect(page.getByRole('alert')).toContainText('Это не ваш нынешний пароль.');
    await field(page, 'Нынешний пароль').fill('липа и ясень');
    await field(page, 'Новый пароль').fill(PASSWORD);
    await field(page, 'Новый пароль ещё раз').fill(PASSWORD);
    await page.getByRole('button', { name: 'Сменить пароль' }).click();
    await expect(page.getByText('Пароль изменён. На других устройствах нужно войти заново.')).toBeVisible();
  });
});

test.describe('an account', () => {
  test('shows where one is signed in and ends a session elsewhere', async ({ page, browser, signIn }) => {
    await signIn(page, 'pavel');
    const elsewhere = await browser.newContext({ userAgent: 'Mozilla/5.0 (iPhone) Version/18.0 Safari/604.1' });
    const phone = await elsewhere.newPage();
    await signIn(phone, 'pavel');

    await page.goto('/account/sessions');
    const sessions = page.getByRole('region', { name: 'Где выполнен вход' });
    await expect(sessions.getByRole('listitem').filter({ hasText: 'это устройство' })).toHaveCount(1);
    await sessions.getByRole('button', { name: /^Завершить.*Safari, iOS$/ }).click();
    await expect(page.getByText('Вход завершён.')).toBeVisible();
    await expect(sessions.getByText('Safari, iOS')).toHaveCount(0);
    await phone.goto('/cabinet');
    await expect(phone).toHaveURL(/\/sign-in\?to=/);
    await page.goto('/cabinet');
    await expect(page).toHaveURL(/\/cabinet$/);
    await elsewhere.close();
  });

  test('keeps the chosen language, on another device as well', async ({ page, browser, signIn }) => {
    await signIn(page, 'olga');
    await page.goto('/cabinet');
    await openProfile(page);
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page.getByRole('link', { name: 'Invoices' }).first()).toBeVisible();

    const elsewhere = await browser.newPage();
    await signIn(elsewhere, 'olga');
    await elsewhere.goto('/cabinet/invoices');
    await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText('Invoices');
    await elsewhere.context().close();

    await openProfile(page);
    await page.getByRole('button', { name: 'Русский' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
  });

  test('shows an accountant the invoices and not the orders', async ({ page, signIn }) => {
    await signIn(page, 'olga');
    await page.goto('/cabinet');
    const sections = page.getByRole('navigation', { name: 'Разделы кабинета' }).first();
    await expect(sections.getByRole('link', { name: 'Счета' })).toBeVisible();
    await expect(sections.getByRole('link', { name: 'Заказы' })).toHaveCount(0);
    await expect(main(page)).not.toContainText('Переговорная и 24 места');
    for (const path of ['/cabinet/orders', '/cabinet/orders/2418']) {
      expect((await page.goto(path))?.status()).toBe(404);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Здесь ничего нет');
    }
    await page.goto(`/cabinet/invoices/${encodeURIComponent('СЧ-1107')}`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Счёт СЧ-1107');
    await expect(main(page).getByRole('link', { name: /Заказ №/ })).toHaveCount(0);
  });
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a reader, ${javaScriptEnabled ? 'with' : 'without'} script`, () => {
    test.use({ javaScriptEnabled });

    test('keeps the chosen theme and goes to the same page in another language', async ({ page }) => {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto('/help/payment');
      const surface = () => page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
      const light = await surface();
      await page.getByRole('banner').getByRole('button', { name: 'Тёмная тема' }).click();
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
      await expect(page).toHaveURL(/\/help\/payment$/);
      expect(await surface()).not.toBe(light);
      await page.goto('/chat');
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

      await page.goto('/help/payment');
      await page.getByRole('banner').getByRole('link', { name: 'English' }).click();
      await expect(page).toHaveURL(/\/en\/help\/payment$/);
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
      await page.getByRole('banner').getByRole('button', { name: 'Light theme' }).click();
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
      expect(await surface()).toBe(light);
    });
  });
}

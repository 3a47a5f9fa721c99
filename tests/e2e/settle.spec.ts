import { expect, test, type Page } from '#support/e2e.ts';

test.use({ story: 'settle' });

const invoice = (number: string) => `/cabinet/invoices/${encodeURIComponent(number)}`;
const main = (page: Page) => page.getByRole('main');
const timeline = (page: Page, name = 'Платежи') => page.getByRole('list', { name });

async function payAtProvider(page: Page, name: string | RegExp = /^Оплатить \d/): Promise<void> {
  await page.waitForURL(/\/pay\/cs_test_/);
  await page.getByRole('button', { name }).click();
  await page.waitForURL(/\/payments\//);
}

test('several invoices are ticked in the list and paid by one payment; the payer comes back to the list', async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn(page, 'marina');
  await page.goto('/cabinet/invoices?state=unpaid');
  await page.getByRole('checkbox', { name: 'Выбрать СЧ-1089' }).check();
  await page.getByRole('checkbox', { name: 'Выбрать СЧ-1098' }).check();
  await page.getByRole('button', { name: 'Оплатить вместе' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Оплатить вместе');
  await expect(page.getByRole('img', { name: /СЧ-1089.*106\s200,00/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Оплатить 106\s200,00\s₽$/ }).click();
  await page.waitForURL(/\/pay\/cs_test_/);
  await expect(main(page)).toContainText('Счёт СЧ-1089');
  await expect(main(page)).toContainText('Счёт СЧ-1098');
  await payAtProvider(page);
  await expect(main(page).getByText('Оплачено', { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Оплата 2 счетов');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Все счета' }).click();
  await expect(page).toHaveURL(/state=unpaid/);
  await expect(page.getByRole('link', { name: 'СЧ-1089' })).toHaveCount(0);
  await page.goto(invoice('СЧ-1098'));
  await expect(timeline(page)).toContainText(/Часть общей оплаты на 106\s200,00\s₽/);
});

test('the next instalment of a plan is offered first, and a refund and credit are seen where they belong', async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn(page, 'marina');
  await page.goto(invoice('СЧ-1060'));
  await expect(page.getByRole('radio', { name: /^Следующий платёж/ })).toBeChecked();
  await expect(page.getByRole('region', { name: 'Платить по частям' })).toContainText('оплачен');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Оплатить онлайн' }).click();
  await payAtProvider(page, /^Оплатить 72\s000,00\s₽$/);
  await expect(main(page).getByText('Оплачено', { exact: true })).toBeVisible();

  await page.goto(invoice('СЧ-1011'));
  await expect(timeline(page)).toContainText(/Возврат 3\s200,00\s₽/);
  await expect(timeline(page)).toContainText('заплатили дважды');
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a part, with what was typed kept when it is wrong, its bank code, and credit for the rest', async ({
    page,
    signIn,
  }) => {
    await signIn(page, 'marina');
    await page.goto(invoice('СЧ-1115'));
    await page.getByRole('radio', { name: /^Другую сумму/ }).check();
    await page.getByRole('textbox', { name: /^Сумма/ }).fill('9000');
    await page.getByRole('button', { name: 'Оплатить онлайн' }).click();
    await expect(main(page)).toContainText('Это больше, чем осталось оплатить.');
    await expect(page.getByRole('textbox', { name: /^Сумма/ })).toHaveValue('9000');
    await page.getByRole('textbox', { name: /^Сумма/ }).fill('2 500,50');
    await page.getByRole('button', { name: 'QR-код на эту сумму' }).click();
    await expect(page.getByRole('img', { name: /СЧ-1115, 2\s500,50/ })).toBeVisible();
    await page.getByRole('button', { name: 'Оплатить онлайн' }).click();
    await payAtProvider(page, /^Оплатить 2\s500,50\s₽$/);
    await expect(async () => {
      await page.goto(invoice('СЧ-1115'));
      await expect(main(page)).toContainText(/3\s999,50\s₽/, { timeout: 1_000 });
    }).toPass();
    await page.getByRole('radio', { name: /^Из аванса/ }).check();
    await page.getByRole('button', { name: 'Оплатить онлайн' }).click();
    await expect(main(page)).toContainText(/3\s999,50\s₽ из\s+аванса зачтены/);
    await page.goto(invoice('СЧ-1115'));
    await expect(main(page)).toContainText(/оплачен \d+/);
  });
});

test('in English: a part of an invoice in euros, canceled and gone on with', async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn(page, 'anna');
  await page.goto(invoice('DE-2046'));
  await page.getByRole('radio', { name: /^Another amount/ }).check();
  await page.getByRole('textbox', { name: /^Amount/ }).fill('10.50');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Pay online' }).click();
  await page.waitForURL(/\/pay\/cs_test_/);
  const checkout = page.url();
  await page.getByRole('button', { name: 'Cancel and go back to the cabinet' }).click();
  await page.getByRole('button', { name: 'Go on paying' }).click();
  await page.waitForURL(checkout);
  await payAtProvider(page, 'Pay €10.50');
  await expect(main(page).getByText('Paid', { exact: true })).toBeVisible();
});

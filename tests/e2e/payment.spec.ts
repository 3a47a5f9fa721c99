import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sign } from '#server/platform/stripe-sandbox/index.ts';
import type { DemoServer } from '#support/demo-server.ts';
import { expect, PASSWORD, people, test, type Page } from '#support/e2e.ts';
import { startProduction } from '#support/production-server.ts';
import { readQr } from '#support/read-qr.ts';
import { template } from '#support/tell-story-once.ts';

/** As src/server/demo.ts gives them to the sandbox. */
const sandboxKeys = { api: 'sk_test_sandbox', webhook: 'whsec_sandbox' };
const asJson = { 'content-type': 'application/json' };

const invoice = (number: string) => `/cabinet/invoices/${encodeURIComponent(number)}`;
const main = (page: Page) => page.getByRole('main');

/** Says “go on” where another story on this server has begun to pay. */
const payOnline = (page: Page) =>
  page.getByRole('button', { name: /^(Оплатить онлайн|Продолжить оплату|Pay online|Go on paying)$/ });

/** From an invoice to the provider's page. */
async function startPaying(page: Page, number: string): Promise<void> {
  await page.goto(invoice(number));
  await payOnline(page).click();
  await page.waitForURL(/\/pay\/cs_test_/);
}

const payHere = (page: Page, name: string | RegExp = /^Оплатить \d/) => page.getByRole('button', { name }).click();

/** Waits until the page the payer came back to says that the money is here: it looks by itself. */
async function expectPaid(page: Page, word = 'Оплачено'): Promise<void> {
  await expect(main(page).getByText(word, { exact: true })).toBeVisible();
}

/** How often money was taken for an invoice, by its own list of payments. */
async function expectPaidOnce(page: Page, number: string): Promise<void> {
  await page.goto(invoice(number));
  await expect(main(page)).toContainText(/оплачен \d+ \p{L}+ \d{4}/u);
  await expect(page.getByRole('button', { name: /Оплатить|Продолжить/ })).toHaveCount(0);
  await expect(page.getByRole('table').getByText('К оплате')).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Платежи' }).getByText('Онлайн-оплата')).toHaveCount(1);
}

test.describe('paying an invoice', () => {
  test('by card: from the cabinet to the provider and back to a paid invoice, with a receipt', async ({
    page,
    browser,
    signIn,
  }) => {
    await signIn(page, 'marina');
    await page.goto('/cabinet/invoices?state=unpaid');
    await page.getByRole('link', { name: 'СЧ-1115' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Счёт СЧ-1115');
    await payOnline(page).click();
    await page.waitForURL(/\/pay\/cs_test_/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Оплата счёта');
    await expect(main(page)).toContainText('Счёт СЧ-1115: Выезд сборщика');
    await payHere(page, /^Оплатить 6\s500,00\s₽$/);

    await page.waitForURL(/\/cabinet\/invoices\/.+\/payments\//);
    await expectPaid(page);
    await expect(page.getByRole('status').filter({ hasText: 'получены' })).toContainText('6 500,00 ₽ по счёту СЧ-1115');
    await page.getByRole('link', { name: 'К счёту СЧ-1115' }).click();
    await expectPaidOnce(page, 'СЧ-1115');
    await page.goto('/cabinet/invoices?state=unpaid');
    await expect(page.getByRole('link', { name: 'СЧ-1115' })).toHaveCount(0);

    const staff = await browser.newPage();
    await signIn(staff, 'gromov');
    await staff.goto('/desk/outbox');
    const receipt = staff
      .getByRole('listitem')
      .filter({ has: staff.getByRole('heading', { name: 'СЧ-1115' }) })
      .filter({ hasText: `Кому: ${people.marina}` });
    await expect(receipt).toHaveCount(1);
    await expect(receipt).toContainText('Оплата получена: счёт СЧ-1115');
    await expect(receipt).toContainText(/6\s500,00\s₽/);
    await staff.close();
  });

  test('a declined card is said so, takes nothing, and the payer may try again', async ({ page, signIn }) => {
    await signIn(page, 'marina');
    await startPaying(page, 'СЧ-1098');
    await page.getByRole('button', { name: 'Банк отклонит карту' }).click();
    await expect(page.getByRole('alert')).toContainText('Банк отклонил карту. Деньги не списаны.');
    await payHere(page);
    await expectPaid(page);
    await expectPaidOnce(page, 'СЧ-1098');
  });

  test('canceled and begun again in two tabs it is one checkout; notices that repeat or come late change nothing', async ({
    page,
    context,
    request,
    server,
    signIn,
  }) => {
    await signIn(page, 'marina');
    await startPaying(page, 'СЧ-1089');
    const checkout = page.url();
    await page.getByRole('button', { name: 'Отменить и вернуться в кабинет' }).click();
    await expect(main(page)).toContainText('Вы вернулись, не заплатив. Деньги не списаны, счёт остаётся открытым.');
    // Nobody has paid anything: what is due stays as it was, and the search goes straight to the invoice.
    await page.goto('/cabinet');
    await expect(main(page).getByRole('region', { name: 'Сейчас' })).toContainText(
      /Срок был \d+ \p{L}+\. Оплата открыта/u,
    );
    const search = page.getByRole('searchbox', { name: 'Поиск по кабинету и справке' });
    await search.fill('сч-1089');
    await search.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Счёт СЧ-1089');
    await expect(page.getByRole('list', { name: 'Платежи' })).toContainText('Онлайн-оплата. Ещё не закончена.');

    const other = await context.newPage();
    await startPaying(other, 'СЧ-1089');
    expect(other.url(), 'the second tab goes on with the same checkout').toBe(checkout);
    await page.getByRole('button', { name: 'Продолжить оплату' }).click();
    await page.waitForURL(checkout);
    await payHere(page);
    await expectPaid(page);
    await payHere(other);
    await expect(main(other)).toContainText('По этой ссылке больше ничего не спишется.');
    await other.getByRole('link', { name: 'В кабинет' }).click();
    await expectPaid(other);
    await expectPaidOnce(other, 'СЧ-1089');

    const { origin, pathname } = new URL(checkout);
    const session: unknown = await (
      await request.get(`${origin}/v1/checkout/sessions/${pathname.split('/').at(-1) ?? ''}`, {
        headers: { authorization: `Bearer ${sandboxKeys.api}` },
      })
    ).json();
    const tell = (id: string, type: string, secret = sandboxKeys.webhook) => {
      const created = Math.floor(Date.now() / 1000);
      const data = JSON.stringify({ id, object: 'event', created, livemode: false, type, data: { object: session } });
      const headers = { ...asJson, 'stripe-signature': sign(data, secret) };
      return request.post(`${server.origin}/webhooks/stripe`, { data, headers });
    };
    for (const id of ['evt_again', 'evt_again', 'evt_another']) {
      expect((await tell(id, 'checkout.session.completed')).status()).toBe(200);
    }
    expect((await tell('evt_late', 'checkout.session.expired')).status()).toBe(200);
    const refused = await tell('evt_forged', 'checkout.session.completed', 'whsec_of_somebody_else');
    expect(refused.status()).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { code: 'bad_signature' } });
    await expectPaidOnce(page, 'СЧ-1089');
    await page.goto('/cabinet/invoices?state=paid');
    await expect(page.getByRole('row').filter({ hasText: 'СЧ-1089' })).toContainText(/87\s600,00\s₽/);
    await other.close();
  });

  test('the bank’s QR codes hold the payee, the amount and the number: GOST in rubles, EPC in euros', async ({
    page,
    browser,
    signIn,
  }) => {
    await signIn(page, 'marina');
    await page.goto(invoice('СЧ-1107'));
    const gost = page.getByRole('img', { name: /^QR-код для оплаты в приложении банка: СЧ-1107, 244\s720,00\s₽$/ });
    const fields = (await readQr(gost)).split('|');
    expect(fields[0]).toBe('ST00012');
    expect(fields).toContain('Sum=24472000');
    expect(fields).toContain('PersonalAcc=40702810900000024180');
    expect(fields.find((field) => field.startsWith('Purpose='))).toContain('СЧ-1107');
    // A code must stay dark on light in the dark theme as well.
    await page.emulateMedia({ colorScheme: 'dark' });
    expect((await readQr(gost)).split('|')).toEqual(fields);

    const english = await browser.newPage();
    await signIn(english, 'anna');
    await english.goto(invoice('DE-2046'));
    await expect(english.getByRole('heading', { level: 1 })).toContainText('Invoice DE-2046');
    const epc = english.getByRole('img', { name: /^QR code to pay in a banking app: DE-2046, €48\.00$/ });
    const lines = (await readQr(epc)).split('\n');
    expect(lines.slice(0, 4)).toEqual(['BCD', '002', '1', 'SCT']);
    expect(lines).toContain('EUR48.00');
    expect(lines.at(-1)).toContain('DE-2046');
    await expect(english.getByRole('region', { name: 'Bank details' })).toContainText('COBADEFFXXX');

    await startPaying(english, 'DE-2046');
    await payHere(english, 'Pay €48.00');
    await expectPaid(english, 'Paid');
    await english.close();
  });

  test.describe('without script', () => {
    test.use({ javaScriptEnabled: false });

    test('by card as well: plain forms, and the page is asked again by a link', async ({ page, signIn }) => {
      await signIn(page, 'pavel');
      await startPaying(page, 'СЧ-1117');
      await payHere(page);
      await expect(async () => {
        const again = page.getByRole('link', { name: 'Проверить ещё раз' });
        if (await again.isVisible()) await again.click();
        await expect(main(page).getByText('Оплачено', { exact: true })).toBeVisible({ timeout: 1_000 });
      }).toPass();
      await expectPaidOnce(page, 'СЧ-1117');
    });
  });
});

test.describe('an installation without online payment', () => {
  let server: DemoServer;
  let folder: string;

  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kabinet-e2e-production-'));
    cpSync(template(), join(folder, 'data'), { recursive: true });
    server = await startProduction(join(folder, 'data'));
  });
  test.afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('offers the QR code and the bank details only, and shows nothing of the demo', async ({ page }) => {
    await page.goto(`${server.origin}/sign-in?to=${encodeURIComponent(invoice('СЧ-1107'))}`);
    await expect(page.getByRole('region', { name: 'Демонстрационные входы' })).toHaveCount(0);
    await page.getByLabel('Почта', { exact: true }).fill(people.marina);
    await page.getByLabel('Пароль', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Войти' }).click();

    await expect(page.getByRole('heading', { level: 1 })).toContainText('Счёт СЧ-1107');
    await expect(page.getByRole('button', { name: /Оплатить/ })).toHaveCount(0);
    await expect(main(page)).toContainText('Оплатите по QR-коду в приложении банка или по реквизитам ниже.');
    await expect(page.getByRole('img', { name: /^QR-код для оплаты/ })).toBeVisible();
    const details = page.getByRole('region', { name: 'Реквизиты' });
    await expect(details).toContainText('044 525 999');
    await expect(details).toContainText('СЧ-1107');

    await page.getByLabel('Другую сумму').check();
    await page.getByLabel('Сумма, рубли').fill('1 000');
    await page.getByRole('button', { name: 'Показать QR-код' }).click();
    await expect(page.getByRole('img', { name: /^QR-код для оплаты.*1\s000,00/ })).toBeVisible();
    await expect(details).toContainText(/1\s000,00/);

    const started = await page.request.post(`${server.origin}${invoice('СЧ-1107')}/payments`, {
      headers: { 'sec-fetch-site': 'same-origin', accept: 'application/json' },
    });
    expect(started.ok()).toBe(false);
    expect(JSON.stringify(await started.json())).toMatch(/Онлайн-оплата сейчас не\sподключена\./);
    const notice = await page.request.post(`${server.origin}/webhooks/stripe`, { data: '{}', headers: asJson });
    expect(notice.status()).toBe(404);
  });
});

import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '#support/e2e.ts';
import { readCsv } from '#support/read-csv.ts';
import { readPdf } from '#support/read-pdf.ts';

test.use({ story: 'statements' });

async function take(page: Page, link: string | RegExp): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: link }).first().click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test('an accountant finds invoices, takes the table along and settles the account for a period', async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn(page, 'olga');
  await page.goto('/cabinet/invoices');
  await expectAccessible(page);
  await page.getByRole('searchbox', { name: 'Найти счёт' }).fill('КРЕСЛА');
  await page.getByRole('button', { name: 'Показать' }).click();
  await expect(page.getByRole('row', { name: /СЧ-1089/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /СЧ-1107/ })).toHaveCount(0);
  const csv = await take(page, /Скачать CSV/);
  expect(csv.name).toMatch(/^Счета .*\.csv$/);
  expect(
    readCsv(csv.bytes.toString('utf8'), ';')
      .slice(1)
      .map(([number]) => number),
  ).toEqual(['СЧ-1089']);
  await page.getByRole('link', { name: /КРЕСЛА/ }).click();
  await expect(page.getByRole('row', { name: /СЧ-1107/ })).toBeVisible();

  await page.getByRole('link', { name: 'Акт сверки' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Акт сверки');
  await expect(page.getByText('На конец периода').first()).toBeVisible();
  await expectAccessible(page);
  const paper = await take(page, 'Скачать PDF');
  expect(readPdf(paper.bytes).join('\n')).toContain('СЧ-1107');
});

test('an invoice goes to a stranger by a link, who sees it and nothing else, until it is revoked', async ({
  page,
  browser,
  server,
  signIn,
  expectAccessible,
}) => {
  await signIn(page, 'marina');
  await page.goto('/cabinet/invoices/СЧ-1089');
  const invoice = await take(page, 'Скачать PDF');
  expect(readPdf(invoice.bytes).join('\n')).toContain('Кресло «Осанка»');
  await page.getByRole('button', { name: 'Создать ссылку' }).click();
  const links = page.getByRole('region', { name: 'Ссылка без входа' });
  await expect(links.getByText('ещё не открывали')).toBeVisible();
  const address = (await links.getByRole('link', { name: 'Открыть' }).getAttribute('href')) ?? '';

  const outside = await browser.newContext({ baseURL: server.origin, javaScriptEnabled: false });
  const stranger = await outside.newPage();
  await stranger.goto(address);
  await expect(stranger.getByRole('heading', { level: 1 })).toContainText('СЧ-1089');
  await expect(stranger.getByRole('button', { name: 'Оплатить онлайн' })).toBeVisible();
  // A part of their own, as in the cabinet: what is wrong is said beside what was typed.
  await stranger.getByLabel('Другую сумму').check();
  await stranger.locator('[name=amount]').fill('1');
  await stranger.getByRole('button', { name: 'Оплатить онлайн' }).click();
  await expect(stranger.locator('[name=amount]')).toHaveValue('1');
  await expect(stranger.locator('[name=amount]')).toHaveAttribute('aria-invalid', 'true');
  await stranger.locator('[name=amount]').fill('5000');
  await stranger.getByRole('button', { name: 'Оплатить онлайн' }).click();
  await expect(stranger.getByText(/5\s000,00/).first()).toBeVisible();
  await stranger.goto(address);
  await expect(stranger.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/);
  await expect(stranger.getByText('Северный ветер')).toHaveCount(0);

  await page.reload();
  await expect(links.getByText('ещё не открывали')).toHaveCount(0);
  await links.getByRole('button', { name: 'Отозвать' }).click();
  await expect(links.getByText('отозвана')).toBeVisible();
  const gone = await stranger.goto(address);
  expect(gone?.status()).toBe(404);
  await expect(stranger.getByText('Ссылка не открывается').first()).toBeVisible();
  await outside.close();
  await expectAccessible(page);
});

test('what belongs to a person is found by words and taken along; a number leads straight to it', async ({
  page,
  signIn,
}) => {
  await signIn(page, 'marina');
  await page.goto('/cabinet/search?q=осанка');
  await expect(page.getByRole('link', { name: /СЧ-1089/ })).toBeVisible();
  await page.goto('/cabinet/search?q=стойки');
  await expect(page.getByRole('link', { name: 'Чертёж стойки ресепшен', exact: true })).toBeVisible();
  await page.goto('/cabinet/orders?state=active');
  const link = await page.getByRole('link', { name: /Скачать CSV\s\d/ }).getAttribute('href');
  expect(link).toBe('/cabinet/orders/export?state=active');
  const csv = await (await page.request.get(link ?? '')).text();
  expect(csv).toContain('2418');
  expect(csv).not.toContain('завершён');
  await page.goto('/cabinet/search?q=сч-1107');
  await expect(page).toHaveURL(/\/cabinet\/invoices\//);
});

import { expect, test, type Page } from '#support/e2e.ts';
import { samplePdf } from '#support/sample-files.ts';

test.use({ story: 'backoffice' });
test.describe.configure({ mode: 'serial' });

const main = (page: Page) => page.getByRole('main');
const fill = (page: Page, label: string, value: string) =>
  main(page).getByLabel(label, { exact: true }).first().fill(value);
const press = (page: Page, name: string) => main(page).getByRole('button', { name, exact: true }).first().click();
const NAME = 'ООО «Медный пруд»';
/** Where the new customer's page is. */
let customer = '';

test('a customer is added and invited; an invoice is drafted, opened, paid by transfer, refunded and taken back', async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn(page, 'gromov');
  await page.goto('/desk/customers/new');
  await fill(page, 'Название', NAME);
  await press(page, 'Добавить заказчика');
  await expect(page.getByText('Теперь пригласите того')).toBeVisible();
  customer = new URL(page.url()).pathname.replace(/\/people$/u, '');
  await fill(page, 'Почта', 'pond@pond.example');
  await press(page, 'Пригласить');
  await expect(page.getByText('Приглашение отправлено.')).toBeVisible();
  await expect(main(page).getByRole('row').filter({ hasText: 'pond@pond.example' })).toContainText('Владелец', {
    ignoreCase: true,
  });
  await expectAccessible(page);

  await page.goto(`/desk/invoices/new?customer=${customer.split('/').at(-1) ?? ''}`);
  await fill(page, 'За что', 'Полки');
  await main(page).locator('[name="lines.0.description"]').fill('Полка');
  await main(page).locator('[name="lines.0.price"]').fill('1000');
  await press(page, 'Сохранить черновик');
  await expect(main(page).getByRole('button', { name: 'Выставить' })).toBeVisible();
  const invoice = new URL(page.url()).pathname;
  // The name of the line and its value say the percent sign once.
  await expect(main(page).locator('dl > div').filter({ hasText: 'НДС' })).toHaveText(/^\s*НДС\s*22\s%\s*$/);
  await press(page, 'Выставить');
  await fill(page, 'Сумма, рубли', '600');
  await fill(page, 'Номер платёжного поручения', '15');
  await press(page, 'Записать');
  await main(page).getByRole('link', { name: 'Вернуть', exact: true }).click();
  await fill(page, 'Сколько вернуть, рубли', '700');
  await main(page).getByLabel('Причина').selectOption('mistake');
  await fill(page, 'Номер платёжного поручения', '16');
  await press(page, 'Вернуть деньги');
  await expect(page.getByRole('alert')).toContainText('Столько вернуть нельзя');
  await expectAccessible(page);
  await fill(page, 'Сколько вернуть, рубли', '600');
  await press(page, 'Вернуть деньги');
  await expect(page.getByText('Возврат записан.')).toBeVisible();
  await expect(main(page)).toContainText('От этого платежа всё уже возвращено.');
  await page.goto(invoice);
  await expect(main(page)).toContainText('Вернули переводом');
  await page.getByText('Ещё', { exact: true }).first().click();
  await main(page).getByRole('link', { name: 'Аннулировать' }).click();
  await press(page, 'Аннулировать');
  await expect(main(page)).toContainText('аннулирован', { ignoreCase: true });
});

test('an order goes out in parts and arrives; a document, a task and news wait for its customer', async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn(page, 'gromov');
  const id = customer.split('/').at(-1) ?? '';
  await page.goto(`/desk/orders/new?customer=${id}`);
  await fill(page, 'Что заказали', 'Полки для пруда');
  await main(page).locator('[name=promisedOn]').fill('2026-12-20');
  await main(page).locator('[name="lines.0.description"]').fill('Полка');
  await main(page).locator('[name="lines.0.quantity"]').fill('3');
  await main(page).locator('[name="lines.0.price"]').fill('1000');
  await press(page, 'Принять заказ');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Полки для пруда');
  const order = new URL(page.url()).pathname;
  for (const event of ['Заказ принят', 'Чертежи согласованы', 'Начат раскрой']) await press(page, event);
  const ship = async (count: string, number: string) => {
    await main(page).getByRole('link', { name: 'Отправить часть' }).click();
    await fill(page, 'Полка', count);
    await fill(page, 'Везёт', 'ПЭК');
    await main(page).locator('[name=trackingNumber]').fill(number);
    await press(page, 'Записать отправку');
  };
  await ship('1', 'П-1');
  await expect(main(page)).toContainText('Ещё у нас');
  await page.goto(`${order}?event=ready`);
  await press(page, 'Готов к отгрузке');
  await ship('2', 'П-2');
  await expectAccessible(page);
  for (const part of ['Часть 1', 'Часть 2']) {
    await main(page)
      .getByRole('link', { name: new RegExp(`Изменить.*${part}`) })
      .click();
    await press(page, 'Да, доставлено');
  }
  await expect(main(page)).toContainText('завершён', { ignoreCase: true });

  await page.goto(`/desk/documents/new?customer=${id}`);
  await fill(page, 'Название', 'Договор на полки');
  await main(page).locator('[name=asks][value=signature]').check();
  await page.locator('input[type=file]').setInputFiles({
    name: 'dogovor.pdf',
    mimeType: 'application/pdf',
    buffer: samplePdf('Договор'),
  });
  await main(page).locator('form button.primary').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Договор на полки');
  await page.goto(`/desk/tasks/new?customer=${id}`);
  await fill(page, 'Что нужно сделать', 'Пришлите план пруда');
  await main(page).locator('form button.primary').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Пришлите план пруда');

  await page.goto(customer);
  await page.getByText('Посмотреть кабинет', { exact: true }).click();
  await page.getByRole('button', { name: 'Как владелец' }).click();
  await page.waitForURL('**/cabinet');
  await page.goto('/cabinet/search?q=полки');
  for (const thing of ['Полки для пруда', 'Договор на полки']) await expect(main(page)).toContainText(thing);
  await page.goto('/cabinet/tasks');
  await expect(main(page)).toContainText('Пришлите план пруда');
  await page.getByRole('button', { name: 'Закончить просмотр' }).click();
  await page.goto(customer);
  await expect(main(page).getByRole('region', { name: 'Кто смотрел кабинеты' })).toContainText('Громов');
});

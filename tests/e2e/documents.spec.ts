import { zipSync } from 'fflate';
import { expect, people, test, type Page } from '#support/e2e.ts';
import { EICAR } from '#server/platform/scanner.ts';
import { samplePdf } from '#support/sample-files.ts';

test.use({ story: 'documents' });
test.describe.configure({ mode: 'serial' });

const main = (page: Page) => page.getByRole('main');
const file = (name: string, buffer: Buffer, mimeType = 'application/octet-stream') => ({ name, mimeType, buffer });

test.describe('documents', () => {
  test('a customer sends a drawing; what is not welcome is refused in words, and nothing typed is lost', async ({
    page,
    signIn,
    expectAccessible,
  }) => {
    await signIn(page, 'marina');
    await page.goto('/cabinet/documents/new?about=order:2418');
    await expect(main(page)).toContainText('до 20 МБ');
    await expectAccessible(page);
    const refused: [string, Buffer, string][] = [
      ['вирус.exe', Buffer.from('MZ'), 'Такие файлы не принимаются'],
      ['тест.txt', Buffer.from(EICAR), 'опасное содержимое'],
      ['бомба.zip', Buffer.from(zipSync({ 'a.txt': new Uint8Array(20_000_000) })), 'в слишком большой объём'],
      ['a.pdf', Buffer.alloc(21 * 1024 * 1024, 'a'), 'больше, чем можно'],
    ];
    for (const [name, bytes, words] of refused) {
      const answer = await page.request.post('/cabinet/documents/new', {
        headers: { 'sec-fetch-site': 'same-origin', accept: 'text/html' },
        multipart: { kind: 'other', title: 'План электрики', file: file(name, bytes) },
      });
      expect(answer.ok(), name).toBe(false);
      const text = await answer.text();
      expect(text.replaceAll('\u00a0', ' ')).toContain(words);
      expect(text).toContain('value="План электрики"');
    }

    // The same form twice, as a page loaded again sends it, is one document.
    const clientId = await page.locator('input[name=clientId]').inputValue();
    const twice = await Promise.all(
      [1, 2].map(() =>
        page.request.post('/cabinet/documents/new', {
          headers: { 'sec-fetch-site': 'same-origin', accept: 'text/html' },
          multipart: { clientId, kind: 'other', title: 'Дважды', file: file('д.pdf', samplePdf('Дважды')) },
        }),
      ),
    );
    expect(new Set(twice.map((answer) => answer.url())).size).toBe(1);
    expect(twice[0]?.url()).toMatch(/documents\/[0-9a-f-]{36}\?done/);
    await page.goto('/cabinet/documents/new?about=order:2418');

    await page.getByLabel('Название').fill('План электрики');
    const send = async (...args: Parameters<typeof file>) => {
      await page.locator('input[type=file]').setInputFiles(file(...args));
      await page.getByRole('button', { name: 'Отправить', exact: true }).click();
    };
    await send('страница.pdf', Buffer.from('<script>alert(1)</script>'));
    await expect(main(page).getByRole('alert')).toContainText('не совпадает с его расширением');
    await expect(page.getByLabel('Название')).toHaveValue('План электрики');
    await send('План, лист 2.pdf', samplePdf('План'), 'application/pdf');
    await expect(page.getByText('Документ отправлен.')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('План электрики');
    await expect(main(page).getByRole('link', { name: 'Заказ № 2418' })).toBeVisible();

    // A part of it, as a player or a broken download asks for.
    const href = (await main(page).getByRole('link', { name: 'Скачать' }).first().getAttribute('href')) ?? '';
    const part = await page.request.get(href, { headers: { range: 'bytes=0-7' } });
    expect([part.status(), await part.text()]).toEqual([206, '%PDF-1.4']);
    expect(part.headers()['content-disposition']).toContain(`filename*=UTF-8''%D0%9F`);
    expect(part.headers()['content-security-policy']).toContain('sandbox');
    expect((await page.request.get(href, { headers: { range: 'bytes=999999-' } })).status()).toBe(416);

    await page.getByLabel('Что изменилось').fill('Розетки у окна');
    await page.locator('input[type=file]').setInputFiles(file('План 2.pdf', samplePdf('План 2'), 'application/pdf'));
    await page.getByRole('button', { name: 'Добавить версию' }).click();
    await expect(page.getByText('Новая версия добавлена.')).toBeVisible();
    const versions = page.getByRole('region', { name: 'Версии' });
    await expect(versions).toContainText('Розетки у окна');
    await expect(versions.getByRole('link', { name: 'Скачать версия 1' })).toBeVisible();
  });

  test('staff see what was kept from them, and offer a document', async ({ page, signIn, expectAccessible }) => {
    await signIn(page, 'safin');
    await page.goto('/desk/documents');
    await page.getByRole('link', { name: 'Карантин: 1' }).click();
    await expect(main(page)).toContainText('EICAR-Test-File');
    await page.getByRole('button', { name: 'Удалить тест.txt' }).click();
    await expect(page.getByText('Файл удалён.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Удалить тест.txt' })).toHaveCount(0);
    await expectAccessible(page);
    await page.goto('/desk/documents');
    // What narrows the list stands in one row.
    await page.setViewportSize({ width: 1440, height: 900 });
    const filters = main(page).getByRole('search').locator('input[type=search], select, button');
    const middles = await filters.evaluateAll((all) =>
      all.map((each) => Math.round(each.getBoundingClientRect().top + each.getBoundingClientRect().height / 2)),
    );
    expect(middles).toHaveLength(3);
    expect(new Set(middles).size).toBe(1);
    await page.getByRole('link', { name: 'Новый документ' }).click();
    await page.getByLabel('Заказчик').selectOption({ label: 'Nordlicht Studio GmbH' });
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Дальше' }).click();
    await page.getByLabel('Договор', { exact: true }).check();
    await page.getByLabel('Название').fill('Warranty terms');
    await page.getByLabel('Согласовать').check();
    await page.getByLabel('Заказ или счёт').selectOption('order:2409');
    await page.locator('input[type=file]').setInputFiles(file('Warranty.pdf', samplePdf('Warranty')));
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Отправить заказчику' }).click();
    await expect(main(page)).toContainText('ждёт согласования');
    await expect(main(page)).toContainText('Заказ № 2409');
  });

  test('in English and without scripts: declined with a reason, accepted in the next version', async ({
    browser,
    server,
    signIn,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.origin, locale: 'en-GB' });
    const page = await context.newPage();
    await signIn(page, 'anna');
    await page.goto('/cabinet/documents');
    const row = main(page).getByRole('listitem').filter({ hasText: 'Warranty terms' });
    await expect(row).toContainText('new');
    await row.getByRole('link', { name: 'Warranty terms', exact: true }).click();
    await page.getByText('Is something wrong?').click();
    await page.getByLabel('What has to be changed').fill('Please add 24 months for the lifts.');
    await page.getByRole('button', { name: 'Decline' }).click();
    await expect(main(page)).toContainText('Please add 24 months for the lifts.');
    await expect(main(page)).toContainText('declined');
    const address = new URL(page.url()).pathname;

    const staff = await browser.newPage();
    await signIn(staff, 'gromov');
    await staff.goto(address.replace('/cabinet/', '/desk/'));
    await expect(main(staff)).toContainText('Anna Keller');
    await staff.locator('input[type=file]').setInputFiles(file('Warranty 2.pdf', samplePdf('Warranty 24')));
    await staff.getByRole('button', { name: 'Добавить версию' }).click();
    await expect(main(staff)).toContainText('версия 2');
    await staff.context().close();

    await page.goto(address);
    await page.getByRole('button', { name: 'Accept' }).click();
    await expect(main(page)).toContainText('The document is accepted.');
    await context.close();
  });

  test('the act is signed with a code from the mail; the accountant may read, not sign; a stranger finds nothing', async ({
    page,
    browser,
    signIn,
    expectAccessible,
  }) => {
    await signIn(page, 'marina');
    await page.goto('/cabinet/documents?show=waiting');
    await main(page).getByRole('link', { name: 'Акт сборки по заказу № 2377', exact: true }).click();
    const address = new URL(page.url()).pathname;
    await page.getByRole('button', { name: 'Получить код' }).click();
    await expect(page.getByLabel('Код из письма')).toBeVisible();
    await expectAccessible(page);

    const staff = await browser.newPage();
    await signIn(staff, 'gromov');
    const letter = staff.getByRole('listitem').filter({ hasText: `Кому: ${people.marina}` });
    await expect(async () => {
      await staff.goto('/desk/outbox');
      await expect(letter.filter({ hasText: 'Акт сборки' }).first()).toBeVisible({ timeout: 1_000 });
    }).toPass();
    const code = /\b\d{6}\b/.exec(await letter.filter({ hasText: 'Акт сборки' }).first().innerText())?.[0] ?? '';
    await staff.context().close();

    await page.getByLabel('Ваши фамилия, имя и отчество').fill('Соколова Марина Андреевна');
    await page.getByLabel('Код из письма').fill(code === '000000' ? '000001' : '000000');
    await page.getByRole('button', { name: 'Подписать' }).click();
    await expect(main(page).getByRole('alert')).toContainText('Код не подходит');
    await expect(page.getByLabel('Ваши фамилия, имя и отчество')).toHaveValue('Соколова Марина Андреевна');
    await page.getByLabel('Код из письма').fill(code);
    await page.getByRole('button', { name: 'Подписать' }).click();
    await expect(page.getByText('Документ подписан.')).toBeVisible();
    await expectAccessible(page);
    const sheet = await page.request.get(`${address}/versions/1/sheet`);
    expect((await sheet.body()).subarray(0, 5).toString()).toBe('%PDF-');

    for (const [who, file, found] of [
      ['olga', 'file', 200],
      ['anna', 'file', 404],
      ['anna', 'sheet', 404],
    ] as const) {
      const other = await browser.newPage();
      await signIn(other, who);
      const answer = await other.request.get(`${address}/versions/1/${file}`, { headers: { accept: 'text/html' } });
      expect(answer.status(), `${who}: ${file}`).toBe(found);
      expect((await other.request.get(address)).status()).toBe(found);
      await other.context().close();
    }
  });
});

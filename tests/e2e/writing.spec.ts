import { expect, test, type Page } from '#support/e2e.ts';
import { samplePng } from '#support/sample-files.ts';

test.use({ story: 'writing' });
test.describe.configure({ mode: 'serial' });

const main = (page: Page) => page.getByRole('main');
const editor = (key: string, locale = 'ru') => `/desk/articles/${key}/${locale}`;
const body = (page: Page) => page.getByRole('textbox', { name: 'Текст', exact: true });

test.describe('writing articles', () => {
  test('an editor edits under review while the old text serves; a supervisor sends it back, then approves', async ({
    page,
    browser,
    signIn,
    expectAccessible,
  }) => {
    const reader = await browser.newPage();
    const address = '/help/payment/pay-invoice';
    await signIn(page, 'lisitsyna');
    await page.goto('/desk/articles');
    await page.getByRole('searchbox', { name: 'Найти по заголовку' }).fill('оплатить счет картой');
    await page.keyboard.press('Enter');
    await expect(main(page).getByRole('row')).toHaveCount(2);
    await page.getByRole('link', { name: 'Как оплатить счёт картой, по QR-коду или переводом' }).click();
    const text = await body(page).inputValue();
    await body(page).fill(`Теперь можно и криптой.\n\n${text}`);
    await expect(page.getByRole('status').filter({ hasText: 'Сохранено.' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Как увидят читатели' })).toContainText('Теперь можно и криптой.');
    await page.getByLabel('Что изменилось и почему').fill('Новый способ оплаты');
    await page.getByRole('button', { name: 'Отправить на проверку' }).click();
    await expect(page.getByText('Отправлено на проверку.')).toBeVisible();
    await expect(main(page)).toContainText('правка на проверке');
    await expectAccessible(page);
    await reader.goto(address);
    await expect(main(reader)).not.toContainText('криптой');

    const supervisor = await browser.newPage();
    await signIn(supervisor, 'gromov');
    await supervisor.goto('/desk/articles?show=in_review');
    await supervisor.getByRole('link', { name: /^Как оплатить счёт картой/ }).click();
    await expect(supervisor.getByRole('region', { name: 'Проверка' })).toContainText('Новый способ оплаты');
    await expect(supervisor.getByRole('listitem').filter({ hasText: 'стало:' }).first()).toContainText('криптой');
    await expectAccessible(supervisor);
    await supervisor.getByText('Вернуть автору с замечанием').click();
    await supervisor.getByLabel('Что исправить').fill('Не криптой, а через СБП.');
    await supervisor.getByRole('button', { name: 'Вернуть автору', exact: true }).click();
    await expect(supervisor.getByText('Возвращено автору с вашим замечанием.')).toBeVisible();

    await page.reload();
    await expect(main(page).getByRole('note').filter({ hasText: 'нужно исправить' })).toContainText('через СБП');
    await body(page).fill(`Теперь можно и через СБП.\n\n${text}`);
    await page.getByRole('button', { name: 'Отправить на проверку' }).click();
    await supervisor.goto(editor('pay-invoice'));
    await supervisor.getByRole('button', { name: 'Одобрить и опубликовать' }).click();
    await expect(supervisor.getByText('Опубликовано.')).toBeVisible();
    await reader.reload();
    await expect(main(reader)).toContainText('Теперь можно и через СБП.');
    await supervisor.getByRole('link', { name: 'История' }).click();
    await expect(supervisor.getByRole('row').filter({ hasText: 'Редакция 2' })).toContainText('Новый способ оплаты');
    await supervisor.getByRole('link', { name: 'Изменения' }).first().click();
    await expect(supervisor.getByRole('region', { name: 'Редакция 1 и редакция 2' })).toContainText('через СБП');
    await expectAccessible(supervisor);
    await supervisor.getByRole('button', { name: 'Взять за основу редакцию 1' }).click();
    await expect(supervisor.getByText('Прежний текст взят за основу.')).toBeVisible();
    await expect(body(supervisor)).toHaveValue(text);
    await reader.close();
    await supervisor.close();
  });

  test('two editors collide and lose nothing: what is apart is joined, what is not is decided', async ({
    page,
    browser,
    signIn,
    expectAccessible,
  }) => {
    const other = await browser.newPage();
    await signIn(page, 'lisitsyna');
    await signIn(other, 'gromov');
    await page.goto(editor('receipt'));
    const text = await body(page).inputValue();
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await body(page).fill(`${text}\n\nВ конце: чек хранится пять лет.`);
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await expect(page.getByText('Сохранено. Читатели увидят после публикации.').first()).toBeVisible();
    await other.goto(editor('receipt'));
    await expect(main(other)).toContainText('сейчас правит этот текст');

    // Both go on from here; the first is faster.
    await body(page).fill(`Сначала: чек придёт сам.\n\n${text}\n\nВ конце: чек хранится пять лет.`);
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await expect(page).toHaveURL(/done=help.done.save/);
    const late = `${text}\n\nВ конце: чек хранится пять лет и дольше.`;
    await body(other).fill(late);
    await expect(other.getByRole('status').filter({ hasText: 'сохранил кто-то другой' })).toBeVisible();
    await other.getByRole('button', { name: 'Сохранить', exact: true }).click();
    const both = other.getByRole('region', { name: 'Два текста' });
    await expect(both).toContainText('Вы правили разные места');
    await expect(body(other)).toHaveValue(late);
    await expectAccessible(other);
    await both.getByRole('button', { name: 'Сложить оба текста' }).click();
    await expect(body(other)).toHaveValue(/^Сначала: чек придёт сам\.[\s\S]*пять лет и дольше\.$/);
    await other.close();
  });

  test('remarks are not lost when the author went on meanwhile', async ({ page, browser, signIn }) => {
    const other = await browser.newPage();
    await signIn(page, 'lisitsyna');
    await signIn(other, 'gromov');
    await page.goto(editor('prepayment-terms'));
    const text = await body(page).inputValue();
    await body(page).fill(`${text}\n\nПредоплата возвращается.`);
    await page.getByRole('button', { name: 'Отправить на проверку' }).click();
    await expect(page.getByText('Отправлено на проверку.')).toBeVisible();
    await other.goto(editor('prepayment-terms'));
    await other.getByText('Вернуть автору с замечанием').click();
    await other.getByLabel('Что исправить').fill('Когда возвращается?');
    await body(page).fill(`${text}\n\nПредоплата возвращается за три дня.`);
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await expect(page).toHaveURL(/done=help.done.save/);
    await other.getByRole('button', { name: 'Вернуть автору', exact: true }).click();
    await expect(other.getByRole('heading', { level: 1 })).toContainText('не на проверке');
    await expect(other.getByRole('textbox')).toHaveValue('Когда возвращается?');
    await other.close();
  });

  test('what could not be saved is put back and compared with what others saved since; sending waits for a save under way', async ({
    page,
    browser,
    signIn,
  }) => {
    const other = await browser.newPage();
    await signIn(page, 'lisitsyna');
    await signIn(other, 'gromov');
    await page.goto(editor('partial-payment'));
    const text = await body(page).inputValue();
    const autosave = '**/partial-payment/ru/autosave';
    await page.route(autosave, (route) => route.abort());
    await body(page).fill(`Написано без связи.\n\n${text}`);
    await expect(page.getByRole('status').filter({ hasText: 'Нет связи' })).toBeVisible();
    await page.goto('/desk/articles');
    await other.goto(editor('partial-payment'));
    await body(other).fill(`Написано тем временем.\n\n${text}`);
    await other.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await expect(other).toHaveURL(/done=help.done.save/);
    await page.unroute(autosave);
    await page.goto(editor('partial-payment'));
    await expect(body(page)).toHaveValue(/^Написано без связи/);
    await expect(page.getByRole('status').filter({ hasText: 'сохранил кто-то другой' })).toBeVisible();
    await other.reload();
    await expect(body(other)).toHaveValue(/^Написано тем временем/);
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await page.getByRole('region', { name: 'Два текста' }).getByRole('button', { name: 'Оставить только мой' }).click();
    await expect(page).toHaveURL(/done=help.done.save/);

    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(autosave, async (route) => {
      const answer = await route.fetch();
      await held;
      await route.fulfill({ response: answer });
    });
    const sent = page.waitForRequest(autosave);
    await body(page).fill(`Первое слово.\n\n${text}`);
    await sent;
    await body(page).fill(`Первое слово и второе.\n\n${text}`);
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    release();
    await expect(page.getByText('Сохранено. Читатели увидят после публикации.').first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Два текста' })).toHaveCount(0);
    await expect(body(page)).toHaveValue(/^Первое слово и второе/);
    await other.close();
  });

  test('a picture that is pasted belongs to the article, and readers see it', async ({ page, browser, signIn }) => {
    await signIn(page, 'lisitsyna');
    await page.goto(editor('wrong-amount'));
    await body(page).evaluate(
      (field: HTMLTextAreaElement, bytes) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(bytes)], 'снимок.png', { type: 'image/png' }));
        field.setSelectionRange(field.value.length, field.value.length);
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      },
      [...samplePng()],
    );
    await expect(body(page)).toHaveValue(/!\[.*\]\(file:[0-9a-f-]+\)$/);
    await expect(page.getByRole('region', { name: 'Как увидят читатели' }).getByRole('img')).toHaveCount(1);
    await page.getByRole('button', { name: 'Опубликовать' }).click();
    await expect(page.getByText('Опубликовано.')).toBeVisible();
    const reader = await browser.newPage();
    await reader.goto('/help/payment/wrong-amount');
    const picture = await main(reader).getByRole('img').last().getAttribute('src');
    const answer = await reader.request.get(picture ?? '');
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'image/png']);
    await reader.close();
  });

  test.describe('without script, in English', () => {
    test.use({ javaScriptEnabled: false });

    test('an article is begun, refused while it is too short, translated and published', async ({ page, signIn }) => {
      await signIn(page, 'lisitsyna');
      await page.request.post('/preferences', {
        headers: { 'sec-fetch-site': 'same-origin' },
        form: { locale: 'en', to: '/' },
        maxRedirects: 0,
      });
      await page.goto('/desk/articles/new');
      await page.getByLabel('Title').fill('Сколько ждать чек');
      await page.getByRole('combobox', { name: 'Language' }).selectOption('ru');
      await page.getByRole('button', { name: 'Start writing' }).click();
      await expect(page).toHaveURL(/\/desk\/articles\/skolko-zhdat-chek\/ru$/);
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      const alert = main(page).getByRole('alert').first();
      await expect(alert).toContainText('The text takes 50 to 100,000 characters.');
      const headers = { 'sec-fetch-site': 'same-origin', accept: 'text/html' };
      const send = (words: number) =>
        page.request.post('/desk/articles/skolko-zhdat-chek/ru', {
          headers,
          multipart: {
            title: 'Сколько ждать чек',
            body: `${'слово '.repeat(words)}последнее`,
            version: '1',
            act: 'save',
          },
        });
      const tooLong = await send(60_000);
      expect(tooLong.status()).toBe(422);
      expect(await tooLong.text()).toMatch(/слово последнее<\/textarea>[\s\S]*50 to 100,000 characters/);
      const farTooLong = await send(400_000);
      expect(farTooLong.status()).toBe(413);
      expect(await farTooLong.text()).toContain('Go back in your browser: it is still there.');
      await page.getByLabel('In short').fill('Чек приходит на почту в течение часа.');
      const long = 'Чек приходит на почту в течение часа после оплаты. Если его нет, проверьте папку «Спам».';
      await page.getByRole('textbox', { name: 'Text', exact: true }).fill(long);
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      await expect(main(page)).toContainText('Published.');
      await page.getByRole('link', { name: 'English: none' }).click();
      await page.getByRole('button', { name: 'Start the translation' }).click();
      await expect(page.getByRole('textbox', { name: 'Text', exact: true })).toHaveValue(long);
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      await page.getByRole('link', { name: 'Open in the help center' }).click();
      await expect(page).toHaveURL(/\/en\/help\/[a-z-]+\/skolko-zhdat-chek$/);
      await page.goto('/desk/articles/skolko-zhdat-chek/ru');
      await page.locator('summary').filter({ hasText: 'More actions' }).click();
      await page.getByRole('button', { name: 'Archive' }).click();
      await expect(main(page)).toContainText('Readers no longer see it.');
      // The English one stays, and stands in for it.
      await page.goto('/help/payment/skolko-zhdat-chek');
      await expect(main(page)).toContainText('показываем английскую');
    });
  });
});

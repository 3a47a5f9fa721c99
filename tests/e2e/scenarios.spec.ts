import { expect, test, type Page } from '#support/e2e.ts';

test.use({ story: 'scenarios' });
test.describe.configure({ mode: 'serial' });

const main = (page: Page) => page.getByRole('main');
const editor = (key: string) => `/desk/scenarios/${key}`;
const text = (page: Page) => page.getByRole('textbox', { name: 'Текст (YAML)' });
const faults = (page: Page) => page.getByRole('region', { name: 'Ошибки в тексте' });
const trying = (page: Page) => page.getByRole('region', { name: 'Попробовать' });
const turn = (page: Page) =>
  page
    .getByRole('log')
    .getByRole('article', { name: /^Ассистент,/ })
    .last();

async function ask(page: Page, question: string): Promise<void> {
  await page.goto('/chat');
  await page.getByLabel('Ваш вопрос').fill(question);
  await page.getByRole('button', { name: 'Спросить', exact: true }).click();
  await page.waitForURL(/\/chat\/[0-9a-f-]{36}$/);
}

test.describe('writing scenarios', () => {
  test('an editor sees a fault with its line, mends it, tries it out and hands it in; published by another, the chat speaks the new words while an open walk ends in the old ones', async ({
    page,
    browser,
    signIn,
    expectAccessible,
  }) => {
    const reader = await browser.newPage();
    await ask(reader, 'оплатили, а деньги не пришли');
    await expect(turn(reader)).toContainText('Как вы платили?');

    await signIn(page, 'lisitsyna');
    await page.goto('/desk/scenarios');
    await page.getByRole('searchbox', { name: 'Название или слова клиента' }).fill('деньги не видны');
    await page.keyboard.press('Enter');
    // Who types before the scripts have come is heard as well.
    const typed = Promise.withResolvers<undefined>();
    await page.route(/\/_astro\/.*\.js$/, async (route) => {
      await typed.promise;
      await route.continue();
    });
    await page.getByRole('link', { name: 'Оплатили, а деньги не видны' }).click();
    await expect(faults(page)).toContainText('Ошибок нет');
    const before = await text(page).inputValue();
    await text(page).fill(before.replace('then: byCard', 'then: byCrad'));
    typed.resolve(undefined);
    await expect(faults(page)).toContainText('Нет шага «byCrad». Может быть, «byCard»?');
    await faults(page)
      .getByRole('link', { name: /^строка \d+$/ })
      .first()
      .click();
    await expect
      .poll(() =>
        text(page).evaluate((field: HTMLTextAreaElement) =>
          field.value.slice(field.selectionStart, field.selectionEnd).trim(),
        ),
      )
      .toBe('then: byCrad');
    await expectAccessible(page);
    await text(page).fill(before);
    await expect(faults(page)).toContainText('Ошибок нет');

    // The form changes the text, and nothing but what it says.
    const graph = page.getByRole('region', { name: 'Схема сценария' });
    await graph.getByRole('link', { name: /^how/ }).press('Enter');
    await page.locator('#fields-how').getByRole('textbox', { name: 'Вопрос ru' }).fill('Каким способом вы платили?');
    const after = before.replace('{ ru: Как вы платили?', '{ ru: Каким способом вы платили?');
    await expect(text(page)).toHaveValue(after);
    await page.locator('#fields-byCard').locator('summary').click();
    const told = page.locator('#fields-byCard').getByRole('textbox', { name: 'Что сказать ru' });
    await told.fill('Карта видна через минуту.');
    await expect(text(page)).toHaveValue(/ru: Карта видна через минуту\./);
    await expect(page.getByRole('status').filter({ hasText: 'Сохранено.' })).toBeVisible();

    await trying(page).getByRole('combobox', { name: 'Кто пишет' }).selectOption('visitor');
    await trying(page).getByRole('button', { name: 'Попробовать' }).click();
    await trying(page).getByRole('button', { name: 'Картой или СБП' }).click();
    await expect(trying(page).getByRole('log')).toContainText('Карта видна через минуту.');
    await expectAccessible(page);
    await page.getByLabel('Что изменилось и почему').fill('Понятнее вопрос');
    await page.getByRole('button', { name: 'Отправить на проверку' }).click();
    await expect(main(page)).toContainText('Отправлено на проверку.');
    await expect(main(page)).toContainText('правка на проверке');

    const other = await browser.newPage();
    await signIn(other, 'gromov');
    await other.goto('/desk/scenarios?show=in_review');
    await other.getByRole('link', { name: 'Оплатили, а деньги не видны' }).click();
    const review = other.getByRole('region', { name: 'Проверка' });
    await expect(review).toContainText('Понятнее вопрос');
    await expect(review.getByRole('listitem').filter({ hasText: 'стало:' }).first()).toContainText('Каким способом');
    await expectAccessible(other);
    await other.getByRole('button', { name: 'Одобрить и опубликовать' }).click();
    await expect(main(other)).toContainText('Опубликовано.');

    await turn(reader).getByRole('button', { name: 'Картой или СБП' }).click();
    await expect(turn(reader)).toContainText('Оплата картой и по СБП видна через несколько минут.');
    await expect(async () => {
      await ask(reader, 'оплатили, а деньги не пришли');
      await expect(turn(reader)).toContainText('Каким способом вы платили?', { timeout: 1_000 });
    }).toPass();
    await turn(reader).getByRole('button', { name: 'Картой или СБП' }).click();
    await expect(turn(reader)).toContainText('Карта видна через минуту.');
    await reader.close();
    await other.close();
  });

  test('two editors collide and lose nothing; a supervisor finds a customer to try out as; a scenario under review is said to be, and put back', async ({
    page,
    browser,
    signIn,
  }) => {
    const other = await browser.newPage();
    await signIn(page, 'lisitsyna');
    await signIn(other, 'gromov');
    await page.goto(editor('how-to-pay'));
    await other.goto(editor('how-to-pay'));
    const before = await text(page).inputValue();
    await text(page).fill(before.replace('ru: Как оплатить счёт', 'ru: Как оплатить наш счёт'));
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await expect(page).toHaveURL(/done=scenarios.done.save/);
    await text(other).fill(`${before}# последняя строка\n`);
    await other.getByRole('button', { name: 'Сохранить', exact: true }).click();
    const both = other.getByRole('region', { name: 'Два текста' });
    await expect(both).toContainText('Вы правили разные места');
    await both.getByRole('button', { name: 'Сложить оба текста' }).click();
    await expect(other).toHaveURL(/done=scenarios.done.save/);
    await expect(text(other)).toHaveValue(/ru: Как оплатить наш счёт[\s\S]*# последняя строка\n$/);

    await trying(other).getByLabel('Найти клиента').fill('Соколова');
    await trying(other).getByLabel('Найти клиента').press('Enter');
    const person = trying(other).getByLabel('Кто пишет');
    await expect(person).toBeFocused();
    await expect(person.locator('option:checked')).toContainText('Соколова');

    await other.getByText('Снять на проверку').first().click();
    await other.getByLabel('Почему снять на проверку').fill('Обещает лишнее');
    await other.getByRole('button', { name: 'Снять на проверку' }).click();
    await expect(main(other).getByRole('note').filter({ hasText: 'Снят на проверку' })).toContainText('Обещает лишнее');
    await other.getByText('Вернуть в работу').first().click();
    await other.getByLabel('Почему его можно вернуть').fill('Проверили');
    await other.getByRole('button', { name: 'Вернуть в работу' }).click();
    await expect(main(other)).toContainText('Сценарий снова в работе.');
    await other.close();
  });

  test.describe('without script, in English', () => {
    test.use({ javaScriptEnabled: false });

    test('a scenario is begun, changed by its form, checked, tried out, published, and taken up again', async ({
      page,
      signIn,
    }) => {
      await signIn(page, 'gromov');
      await page.request.post('/preferences', {
        headers: { 'sec-fetch-site': 'same-origin' },
        form: { locale: 'en', to: '/' },
        maxRedirects: 0,
      });
      await page.goto('/desk/scenarios/new');
      await page.getByLabel('Title').fill('Сколько живёт диван');
      await page.getByRole('button', { name: 'Begin' }).click();
      await expect(page).toHaveURL(/\/desk\/scenarios\/skolko-zhivyot-divan$/);
      const source = page.getByRole('textbox', { name: 'Text (YAML)' });
      const start = page.locator('#fields-start');
      await start.locator('summary').click();
      await start.getByRole('textbox', { name: 'What to say en' }).fill('Ten years: at least.');
      await source.fill((await source.inputValue()).replace('then: helped', 'then: helpd'));
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await expect(main(page)).toContainText('There is no step “helpd”. Did you mean “helped”?');
      await expect(source).toHaveValue(/en: "?Ten years: at least\."?/);
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      await expect(main(page).getByRole('alert').first()).toContainText('The scenario has faults.');
      await source.fill((await source.inputValue()).replace('then: helpd', 'then: helped'));
      await page.getByRole('button', { name: 'Try it', exact: true }).click();
      await expect(page.getByRole('log')).toContainText('Ten years: at least.');
      await page.getByRole('button', { name: 'Yes, it helped' }).click();
      await expect(main(page)).toContainText('The talk has ended.');
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      await expect(main(page)).toContainText('Published.');
      await page.locator('input[name="f.title/en"]').fill('How long a sofa lives');
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      await page.getByRole('link', { name: 'History' }).click();
      await page.getByRole('link', { name: 'Changes' }).first().click();
      await expect(page.getByRole('region', { name: 'Version 1 and version 2' })).toContainText(
        'How long a sofa lives',
      );
      await page.getByRole('button', { name: 'Take up version 1 again' }).click();
      await expect(main(page)).toContainText('The earlier text was taken up again.');
    });
  });
});

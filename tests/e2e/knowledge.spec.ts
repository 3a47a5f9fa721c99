import { expect, test, type Page } from '#support/e2e.ts';

// What readers say and look for changes what others see.
test.use({ story: 'knowledge' });
test.describe.configure({ mode: 'serial' });

const main = (page: Page) => page.getByRole('main');
const article = '/help/materials/veneer-care';
const doubted = 'Проверяем эту статью';

test.describe('knowledge that stays true', () => {
  test('three people whom an article does not help put it under review; an editor says why it is right', async ({
    page,
    browser,
    signIn,
    expectAccessible,
  }) => {
    for (const person of ['marina', 'anna', 'pavel'] as const) {
      await page.goto(article);
      await expect(main(page)).not.toContainText(doubted);
      await signIn(page, person);
      await page.goto(article);
      await page.getByRole('button', { name: 'Нет', exact: true }).click();
      await page.getByRole('radio', { name: 'Устарело, у меня иначе' }).check();
      await page.getByLabel('Что не так?').fill('Масло теперь другое');
      await page.getByRole('button', { name: 'Отправить' }).click();
      await expect(page.getByRole('status').filter({ hasText: 'автор статьи это прочитает' })).toBeVisible();
      await page.context().clearCookies();
    }
    await page.goto(article);
    await expect(main(page).getByRole('note').filter({ hasText: doubted })).toBeVisible();
    await expectAccessible(page);

    const editor = await browser.newPage();
    await signIn(editor, 'lisitsyna');
    await expect
      .poll(async () => {
        await editor.goto('/desk/notifications');
        return main(editor).textContent();
      })
      .toContain('Читателям не помогает статья');
    await main(editor)
      .getByRole('button', { name: /Читателям не помогает статья/ })
      .or(main(editor).getByRole('link', { name: /Читателям не помогает статья/ }))
      .first()
      .click();
    await expect(editor).toHaveURL(/\/desk\/help\/feedback\/veneer-care\/ru$/);
    await expect(main(editor).getByRole('listitem').filter({ hasText: 'Масло теперь другое' })).toHaveCount(3);
    await expectAccessible(editor);
    await editor.getByLabel('Почему текст верен').fill('Сверили с технологом: масло то же');
    await editor.getByRole('button', { name: 'Всё верно как есть' }).click();
    await expect(main(editor)).toContainText('Отмечено: статья верна.');
    await page.reload();
    await expect(main(page)).not.toContainText(doubted);
  });

  test('a search that found nothing becomes an article, and finds it', async ({
    page,
    browser,
    signIn,
    expectAccessible,
  }) => {
    await page.goto('/help/search?q=велопарковка');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('ничего не нашлось');

    const agent = await browser.newPage();
    await signIn(agent, 'safin');
    await agent.goto('/desk/help/searches');
    const row = (at: Page) => main(at).getByRole('row').filter({ hasText: 'велопарковка' });
    await expect(row(agent)).toContainText('100');
    await row(agent).getByRole('link').click();
    await expect(main(agent)).toContainText('Решают редакторы');

    const editor = await browser.newPage();
    await signIn(editor, 'lisitsyna');
    await editor.goto('/desk/help/searches');
    await expectAccessible(editor);
    await row(editor).getByRole('link').click();
    await expectAccessible(editor);
    await editor.getByRole('button', { name: 'Убрать с доски' }).click();
    await expect(editor.getByLabel('Почему статья не нужна')).toBeFocused();
    await editor.getByLabel('Заголовок').fill('Велопарковка у шоурума');
    await editor.getByRole('button', { name: 'Начать статью' }).click();
    await expect(editor).toHaveURL(/\/desk\/articles\/veloparkovka-u-shouruma\/ru/);
    await expect(main(editor)).toContainText('Черновик создан');
    await expect(editor.getByLabel('Как об этом спрашивают')).toHaveValue('велопарковка');
    await editor.getByLabel('Коротко').first().fill('Где оставить велосипед, пока вы смотрите мебель.');
    await editor
      .getByRole('textbox', { name: 'Текст', exact: true })
      .fill('Велосипед можно оставить у входа в шоурум: стойка на десять мест, под камерой и навесом.');
    await editor.getByRole('button', { name: 'Опубликовать', exact: true }).click();
    await expect(editor.getByText('Опубликовано.')).toBeVisible();

    await expect
      .poll(async () => {
        await page.goto('/help/search?q=велопарковка');
        return main(page).getByRole('link', { name: 'Велопарковка у шоурума' }).count();
      })
      .toBeGreaterThan(0);
    await page.getByRole('link', { name: 'Велопарковка у шоурума' }).first().click();
    await expect(page).toHaveURL(/veloparkovka-u-shouruma\?from=[0-9a-f-]+&at=1$/);
    await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', /veloparkovka-u-shouruma$/);
    await editor.goto('/desk/help/searches?show=decided');
    await expect(row(editor)).toContainText('Пишем статью');
  });

  test.describe('without script', () => {
    test.use({ javaScriptEnabled: false });

    test('a supervisor sets when articles are checked, and takes the figures along', async ({ page, signIn }) => {
      await signIn(page, 'gromov');
      await page.goto('/desk/help/feedback');
      await page.getByLabel('Ответов «нет»').fill('5');
      await page.getByLabel('За сколько дней').fill('14');
      const articles = page.getByRole('group', { name: 'Ассистент и статьи на проверке' });
      await articles.getByRole('radio', { name: 'Не предлагает' }).check();
      const scenarios = page.getByRole('group', { name: 'Ассистент и сценарии на проверке' });
      await scenarios.getByRole('radio', { name: 'Предлагает с предупреждением' }).check();
      await page.getByRole('button', { name: 'Сохранить' }).click();
      await expect(page.getByLabel('Ответов «нет»')).toHaveValue('5');
      await page.goto('/desk/help/articles?sort=readers');
      await page.getByRole('link', { name: 'Читатели' }).click();
      await expect(page).toHaveURL(/sort=readers&order=asc/);
      const table = await page.request.get('/desk/help/articles/export?language=ru');
      expect(table.headers()['content-type']).toContain('text/csv');
      expect(await table.text()).toContain('Хватило статьи, %');
    });
  });
});

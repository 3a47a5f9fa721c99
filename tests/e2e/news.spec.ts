import { expect, test, type Page } from '#support/e2e.ts';

const main = (page: Page) => page.getByRole('main');
const line = (page: Page, title: string) => main(page).getByRole('listitem').filter({ hasText: title });

test.use({ story: 'news' });

test.describe('news', () => {
  test('an editor writes a post for one segment, and only its customers read it, by page and by feed', async ({
    page,
    browser,
    request,
    signIn,
    expectAccessible,
  }) => {
    const editor = await browser.newPage();
    await signIn(editor, 'lisitsyna');
    await editor.goto('/desk/news');
    await editor.getByRole('link', { name: 'Новая запись' }).click();
    await editor.getByRole('button', { name: 'Опубликовать' }).click();
    await expect(editor.getByRole('alert')).toContainText('Напишите заголовок хотя бы на одном языке.');
    await editor.getByLabel('Заголовок').first().fill('Склад переехал');
    await editor.getByLabel('Текст').first().fill('Новый адрес: **Складская, 5**.');
    await editor.getByRole('radio', { name: 'Одному сегменту' }).check();
    await editor.getByRole('combobox', { name: /^Сегмент/ }).selectOption('постоянные');
    await editor.getByRole('button', { name: 'Посмотреть' }).click();
    await expect(editor.getByRole('heading', { name: 'Так увидят: Склад переехал' })).toBeVisible();
    await expect(editor.getByLabel('Заголовок').first()).toHaveValue('Склад переехал');
    await editor.getByRole('button', { name: 'Опубликовать' }).click();
    await expect(main(editor)).toContainText('опубликовано');
    await expectAccessible(editor);

    await signIn(page, 'marina');
    await page.goto('/cabinet/news');
    await expect(main(page).getByRole('listitem').first()).toContainText('закреплено');
    await expect(line(page, 'Склад переехал')).toContainText('не прочитано');
    await page.getByRole('link', { name: 'Склад переехал' }).click();
    await expect(main(page)).toContainText('Складская, 5');
    await expect(page.getByRole('button', { name: 'Прочитано' })).toHaveCount(0);
    await page.goto('/cabinet/news');
    await expect(line(page, 'Склад переехал')).not.toContainText('не прочитано');

    await page.getByRole('button', { name: 'Сделать адрес ленты' }).click();
    const address = (await main(page).locator('code').textContent()) ?? '';
    const feed = await request.get(address, { headers: { cookie: '' } });
    expect(feed.headers()['content-type']).toContain('application/rss+xml');
    expect(await feed.text()).toContain('Склад переехал');
    await page.goto('/cabinet/news');
    await expect(main(page)).not.toContainText(address);
    await page.getByRole('button', { name: 'Отозвать адрес' }).click();
    await expect(page.getByText('Адрес ленты больше не работает.')).toBeVisible();
    expect((await request.get(address)).status()).toBe(404);

    await editor.getByRole('button', { name: 'Снять с публикации' }).click();
    await expect(main(editor)).toContainText('черновик');
    await page.goto('/cabinet/news');
    await expect(line(page, 'Склад переехал')).toHaveCount(0);
    await editor.close();
  });

  test('in English and without script a post is marked as read by its button', async ({ browser, signIn }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await signIn(page, 'anna');
    await page.goto('/cabinet/news');
    await expect(main(page)).not.toContainText('Склад переехал');
    await page.getByRole('link', { name: 'Deliveries to Germany: a new carrier' }).click();
    await page.goto('/cabinet/news');
    await expect(line(page, 'Deliveries to Germany')).toContainText('unread');
    await page.getByRole('link', { name: 'Deliveries to Germany: a new carrier' }).click();
    await page.getByRole('button', { name: 'Mark as read' }).click();
    await expect(line(page, 'Deliveries to Germany')).not.toContainText('unread');
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await expect(page.getByText('All news is marked as read.')).toBeVisible();
    await context.close();
  });
});

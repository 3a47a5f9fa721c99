import { expect, test, type Page } from '#support/e2e.ts';

const main = (page: Page) => page.getByRole('main');
const timeline = (page: Page) => page.getByRole('list', { name: /Как шло дело|What has happened/ });

test.use({ story: 'tasks' });

test.describe('tasks', () => {
  test('the customer asks about an order, our people ask back, and both see the turn go to and fro', async ({
    page,
    browser,
    signIn,
    expectAccessible,
  }) => {
    await signIn(page, 'marina');
    await page.goto('/cabinet/orders/2418');
    await page.getByRole('link', { name: 'Попросить' }).click();
    await expect(main(page)).toContainText('Заказ № 2418');
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.getByLabel('Что нужно сделать').fill('Пришлите схему розеток');
    await page.getByLabel('Подробности').fill('Для электрика, в PDF.');
    await page.getByRole('button', { name: 'Отправить' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Пришлите схему розеток');
    await expect(main(page)).toContainText('ещё не начата');
    await expect(page.getByRole('link', { name: 'Заказ № 2418' })).toBeVisible();
    const address = new URL(page.url()).pathname;

    const staff = await browser.newPage();
    await signIn(staff, 'kovaleva');
    await staff.goto('/desk/tasks?q=розеток');
    await staff.getByRole('link', { name: 'Пришлите схему розеток' }).click();
    await staff.getByRole('button', { name: 'Взять в работу' }).click();
    await expect(main(staff)).toContainText('в работе');
    await staff.getByLabel('Сообщение').fill('На какой этаж?');
    await staff.getByRole('button', { name: 'Задать вопрос' }).click();
    await expect(main(staff)).toContainText('ждёт ответа заказчика');

    await page.goto('/cabinet/tasks?state=ours');
    await expect(page.getByRole('listitem').filter({ hasText: 'схему розеток' })).toContainText('ждёт вашего ответа');
    await page.goto(address);
    await expect(timeline(page)).toContainText('На какой этаж?');
    await page.getByRole('button', { name: 'Ответить', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('Напишите пару слов.');
    await page.getByLabel('Сообщение').fill('На девятый.');
    await page.getByRole('button', { name: 'Ответить', exact: true }).click();
    await expect(timeline(page)).toContainText('На девятый.');
    const plan = { name: 'план.txt', mimeType: 'text/plain', buffer: Buffer.from('Розетки у окна') };
    await page.locator('input[type=file]').setInputFiles(plan);
    await page.getByRole('button', { name: 'Приложить' }).click();
    await expect(timeline(page).getByRole('link', { name: 'план.txt', exact: true })).toBeVisible();
    await expectAccessible(page);

    await staff.reload();
    await staff.getByRole('button', { name: 'Сделано' }).click();
    await expect(main(staff)).toContainText('сделана');
    await page.goto('/cabinet/tasks?state=done');
    await expect(page.getByRole('link', { name: 'Пришлите схему розеток' })).toBeVisible();
    await staff.close();
  });

  test('two who change a task at once lose nothing of what they typed', async ({ page, context, signIn }) => {
    await signIn(page, 'marina');
    await page.goto('/cabinet/tasks');
    await page.getByRole('link', { name: 'Поставьте на две тумбы кодовые замки' }).click();
    await page.waitForURL(/\/cabinet\/tasks\/[0-9a-f-]{36}$/);
    const other = await context.newPage();
    await other.goto(page.url());
    const due = (at: Page) => at.getByLabel('Новый срок');
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    await due(page).fill(day(20));
    await page.getByRole('button', { name: 'Сохранить срок' }).click();
    await expect(page.getByText('Срок сохранён.')).toBeVisible();
    await due(other).fill(day(30));
    await other.getByRole('button', { name: 'Сохранить срок' }).click();
    await expect(other.getByRole('alert')).toContainText('Срок только что изменил кто-то другой.');
    await expect(due(other)).toHaveValue(day(30));
    await other.getByRole('button', { name: 'Сохранить срок' }).click();
    await expect(other.getByText('Срок сохранён.')).toBeVisible();

    await page.goto(page.url());
    await page.getByRole('button', { name: 'Отменить задачу' }).click();
    await expect(main(page)).toContainText('отменена');
    await other.getByLabel('Сообщение').fill('И ещё одну тумбу, пожалуйста');
    await other.getByRole('button', { name: 'Сделано' }).click();
    await expect(other.getByRole('alert')).toContainText('Пока вы смотрели, задача изменилась.');
    await expect(other.getByLabel('Сообщение')).toHaveValue('И ещё одну тумбу, пожалуйста');
    await other.close();
  });

  test('in English and without script a task is approved, and others never see it', async ({ browser, signIn }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await signIn(page, 'anna');
    await page.goto('/cabinet/tasks');
    await page.getByRole('link', { name: 'Approve the new shade of felt' }).click();
    await expect(page.getByRole('main')).toContainText('due tomorrow');
    await page.getByLabel('Comment').fill('Darker is fine.');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByText('Done, the task is closed.')).toBeVisible();
    await expect(timeline(page)).toContainText('Darker is fine.');
    await page.getByRole('button', { name: 'Reopen' }).click();
    await expect(page.getByText('The task is open again.')).toBeVisible();
    const stranger = await browser.newContext({ javaScriptEnabled: false });
    const foreign = await stranger.newPage();
    await signIn(foreign, 'marina');
    expect((await foreign.goto(page.url()))?.status()).toBe(404);
    await stranger.close();
    await context.close();
  });
});

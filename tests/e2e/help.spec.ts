import { expect, test, type Page } from '#support/e2e.ts';

const vote = (page: Page, heading = 'Статья помогла?') => page.getByRole('region', { name: heading });
/** The search field: a combobox as soon as script has added suggestions to it. */
const field = (page: Page, name: string) => page.getByRole('combobox', { name });
const first = (page: Page) => page.getByRole('main').getByRole('heading', { level: 2 }).first();

test.describe('the help center', () => {
  test('finds an article by another form of the words, with a typo and in the wrong keyboard layout', async ({
    page,
  }) => {
    await page.goto('/');
    await field(page, 'Поиск по справке').fill('оплата счета');
    await page.getByRole('button', { name: 'Найти' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('по запросу «оплата счета»');
    await expect(first(page)).toContainText('Как оплатить счёт');

    await field(page, 'Вопрос').fill('опалта счета');
    await page.getByRole('button', { name: 'Найти' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Показаны результаты для «оплата счета»' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Искать «опалта счета» как есть' })).toBeVisible();
    await expect(first(page)).toContainText('Как оплатить счёт');

    await field(page, 'Вопрос').fill('jgkfnf cxtnf');
    await page.getByRole('button', { name: 'Найти' }).click();
    await expect(page.getByText('Похоже, была включена другая раскладка.')).toBeVisible();
    await expect(first(page)).toContainText('Как оплатить счёт');

    const topic = page
      .getByRole('navigation', { name: 'Тема' })
      .getByRole('link', { name: 'Доставка, подъём и сборка' });
    await topic.click();
    await expect(topic).toHaveAttribute('aria-current', 'true');
  });

  test('suggests articles while one types: arrows, Escape and Enter work', async ({ page }) => {
    await page.goto('/');
    const question = field(page, 'Поиск по справке');
    const list = page.getByRole('listbox', { name: 'Подсказки' });
    await question.pressSequentially('оплат');
    await expect(list.getByRole('option')).not.toHaveCount(0);
    expect(await list.getByRole('option').count()).toBeLessThanOrEqual(8);
    await expect(question).toHaveAttribute('aria-expanded', 'true');

    await question.press('Escape');
    await expect(list).toBeHidden();
    await expect(question).toHaveValue('оплат');

    await question.press('ArrowDown');
    const chosen = list.getByRole('option', { selected: true });
    await expect(chosen).toContainText('Как оплатить счёт картой');
    const second = await list.getByRole('option').nth(1).innerText();
    await expect(question).toHaveAttribute('aria-activedescendant', (await chosen.getAttribute('id')) ?? 'an id');
    await question.press('ArrowDown');
    expect(await chosen.innerText()).toBe(second);
    await question.press('ArrowUp');
    await question.press('Enter');
    await expect(page).toHaveURL(/\/help\/payment\/pay-invoice\?from=/);
  });

  test('an article is read, found helpful, then not, with a reason, and the vote is taken back', async ({ page }) => {
    await page.goto('/help/payment/pay-invoice');
    const contents = page.getByRole('navigation', { name: 'На этой странице' });
    await contents.getByRole('link', { name: 'По QR-коду' }).click();
    await expect(page.getByRole('heading', { name: /^По QR-коду/ })).toBeInViewport();
    await expect(page.getByRole('main').getByText('Обновлено')).toBeVisible();

    await vote(page).getByRole('button', { name: 'Да' }).click();
    await expect(vote(page).getByRole('status')).toHaveText('Спасибо! Рады, что помогло.');
    await expect(vote(page).getByRole('button', { name: 'Да' })).toHaveAttribute('aria-pressed', 'true');

    await vote(page).getByRole('button', { name: 'Нет', exact: true }).click();
    await expect(vote(page).getByRole('radio').first()).toBeFocused();
    await vote(page).getByRole('radio', { name: 'Устарело, у меня иначе' }).check();
    await vote(page).getByLabel('Что не так?').fill('У нас такой кнопки нет');
    await vote(page).getByRole('button', { name: 'Отправить' }).click();
    await expect(vote(page).getByRole('status')).toHaveText('Спасибо, автор статьи это прочитает.');
    await expect(vote(page).getByRole('heading', { name: 'Статья помогла?' })).toBeFocused();

    await page.reload();
    await expect(vote(page).getByRole('button', { name: 'Нет', exact: true })).toHaveAttribute('aria-pressed', 'true');
    await vote(page).getByRole('button', { name: 'Отменить оценку' }).click();
    await expect(vote(page).getByRole('status')).toHaveCount(0);
    await expect(vote(page).getByRole('button', { pressed: true })).toHaveCount(0);
  });

  test('takes the article along into the chat, and shows it in the other language', async ({ page }) => {
    await page.goto('/help/payment/pay-invoice');
    await page.getByRole('link', { name: 'Read in English' }).click();
    await expect(page).toHaveURL(/\/en\/help\/payment\/pay-invoice$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^How to pay an invoice/);
    await page.getByRole('link', { name: 'Ask', exact: true }).click();
    await expect(page.getByRole('main')).toContainText('You were reading: How to pay an invoice');
  });

  test('in English: a typo is mended, a suggestion is opened, the vote is kept', async ({ page }) => {
    await page.goto('/en');
    await field(page, 'Search the help center').fill('pay an invoce');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await expect(page.getByText('Showing results for “pay an invoice”.')).toBeVisible();
    await expect(first(page)).toContainText('How to pay an invoice');

    const question = field(page, 'Your question');
    await question.fill('');
    await question.pressSequentially('delivery cos');
    await expect(page.getByRole('option', { name: /How much delivery costs/ })).toBeVisible();
    await question.press('ArrowDown');
    await question.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('How much delivery costs');
    await vote(page, 'Did this article help?').getByRole('button', { name: 'Yes' }).click();
    await expect(vote(page, 'Did this article help?').getByRole('status')).toHaveText('Thank you! Glad it helped.');
  });

  test('suggestions that come late do not take away what is being chosen', async ({ page }) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/suggestions\?q=delivery%20cos$/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto('/en');
    const question = field(page, 'Search the help center');
    await question.fill('delivery co');
    await expect(page.getByRole('option', { name: /How much delivery costs/ })).toBeVisible();
    const late = page.waitForResponse(/suggestions\?q=delivery%20cos$/);
    await question.press('s');
    await question.press('ArrowDown');
    const chosen = page.getByRole('option', { selected: true });
    await expect(chosen).toHaveCount(1);
    release();
    await (await late).finished();
    await expect(chosen).toHaveCount(1);
    await question.press('Enter');
    await expect(page).not.toHaveURL(/\/search/);
  });

  test('when nothing is found, the question is kept and the assistant offered', async ({ page }) => {
    await page.goto('/help/search?q=qwrtzx+фыкпрст');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('По запросу «qwrtzx фыкпрст» ничего не нашлось');
    await expect(field(page, 'Вопрос')).toHaveValue('qwrtzx фыкпрст');
    // Saying that other results are shown would be untrue.
    await expect(page.getByText('Показаны результаты')).toHaveCount(0);
    await page.getByRole('main').getByRole('link', { name: 'Спросить ассистента' }).click();
    await expect(page.getByLabel('Ваш вопрос')).toHaveValue('qwrtzx фыкпрст');
  });

  test.describe('without script', () => {
    test.use({ javaScriptEnabled: false });

    test('searching and voting work by plain forms', async ({ page }) => {
      await page.goto('/');
      await page.getByRole('searchbox', { name: 'Поиск по справке' }).fill('оплата счёта');
      await page.getByRole('button', { name: 'Найти' }).click();
      await page.getByRole('link', { name: 'Как оплатить счёт картой' }).click();

      await vote(page).getByRole('button', { name: 'Нет', exact: true }).click();
      await vote(page).getByRole('radio', { name: 'Непонятно написано' }).check();
      await vote(page).getByRole('button', { name: 'Отправить' }).click();
      await expect(vote(page).getByRole('status')).toHaveText('Спасибо, автор статьи это прочитает.');
      await vote(page).getByRole('button', { name: 'Да' }).click();
      await expect(vote(page).getByRole('status')).toHaveText('Спасибо! Рады, что помогло.');
      await vote(page).getByRole('button', { name: 'Отменить оценку' }).click();
      await expect(vote(page).getByRole('button', { pressed: true })).toHaveCount(0);
    });
  });
});

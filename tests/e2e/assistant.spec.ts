import { expect, test, type Page } from '#support/e2e.ts';

const words = {
  ru: {
    path: '/chat',
    question: 'Ваш вопрос',
    ask: 'Спросить',
    message: 'Сообщение',
    send: 'Отправить',
    who: /^Ассистент,/,
  },
  en: { path: '/en/chat', question: 'Your question', ask: 'Ask', message: 'Message', send: 'Send', who: /^Assistant,/ },
} as const;
type Locale = keyof typeof words;

/** Begins a conversation as a person does and waits for the page that holds it. */
async function ask(page: Page, text: string, locale: Locale = 'ru'): Promise<void> {
  const { path, question, ask: button } = words[locale];
  await page.goto(path);
  await page.getByLabel(question).fill(text);
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.waitForURL(/\/chat\/[0-9a-f-]{36}$/);
}

async function say(page: Page, text: string, locale: Locale = 'ru'): Promise<void> {
  await page.getByRole('textbox', { name: words[locale].message }).fill(text);
  await page.getByRole('button', { name: words[locale].send }).click();
}

/** What the assistant said last; only this can be answered by pressing. */
const turn = (page: Page, locale: Locale = 'ru') =>
  page.getByRole('log').getByRole('article', { name: words[locale].who }).last();
const press = (page: Page, name: string, locale: Locale = 'ru') =>
  turn(page, locale).getByRole('button', { name, exact: true }).click();

/** A visitor whose money is not shown: asked how it was paid, goes back, changes the answer, is told and helped. */
async function visitorIsHelped(page: Page): Promise<void> {
  await ask(page, 'оплатили, а деньги не пришли');
  await expect(turn(page)).toContainText('Я — ассистент, программа.');
  await expect(turn(page)).toContainText('Оплатили, а деньги не видны');
  await expect(turn(page)).toContainText('шаг 1 из');
  await expect(turn(page)).toContainText('Как вы платили?');
  await expect(turn(page).getByRole('button', { name: 'Позвать сотрудника' })).toBeVisible();

  await press(page, 'Переводом по реквизитам');
  await expect(turn(page)).toContainText('Сколько рабочих дней прошло с платежа?');
  await press(page, 'Назад');
  await expect(turn(page)).toContainText('Как вы платили?');
  // Typing answers as well as pressing.
  await say(page, 'картой');
  await expect(turn(page)).toContainText('Оплата картой и по СБП видна через несколько минут.');
  await expect(turn(page)).toContainText('Это помогло?');
  const source = turn(page).getByRole('link', { name: 'Деньги списаны, а счёт не оплачен' });
  await expect(source).toHaveAttribute('href', '/help/payment/payment-not-received');
  await expect(turn(page)).toContainText(/Справка, обновлено \d+ \p{L}+ \d{4}/u);

  await press(page, 'Да, помогло');
  await expect(turn(page)).toContainText('Рад, что помог!');
  await expect(page.getByRole('log')).toContainText('Вопрос решён.');
  await expect(page.getByRole('main')).toContainText('Вопрос решён');
  await expect(turn(page).getByRole('button')).toHaveCount(0);
}

/** The first working day so many days from now or later. */
function workdayIn(days: number): Date {
  const day = new Date(Date.now() + days * 86_400_000);
  while (day.getUTCDay() % 6 === 0) day.setUTCDate(day.getUTCDate() + 1);
  return day;
}

test.describe('the assistant', () => {
  test('helps a visitor by a scenario, from the question to “it helped”', async ({ page }) => {
    await visitorIsHelped(page);

    // Nothing is lost when the page is left: the conversation stands in the list, and writing opens it again.
    await page.goto('/chat');
    await page
      .getByRole('region', { name: 'Ваши разговоры' })
      .getByRole('link', { name: 'оплатили, а деньги не пришли' })
      .click();
    await say(page, 'Где найти чек об оплате?');
    await expect(page.getByRole('log')).toContainText('Разговор снова открыт, отвечает ассистент.');
    await expect(turn(page).getByRole('link', { name: 'Где найти чек об оплате' })).toBeVisible();
  });

  test('tells a signed-in customer about her own order and its new date', async ({ page, signIn }) => {
    await signIn(page, 'marina');
    await page.goto('/cabinet/orders/2418');
    const newDate = await page.getByRole('complementary', { name: 'Доставка' }).getByRole('time').first().innerText();

    await ask(page, 'Где мой заказ?');
    await expect(turn(page)).toContainText('О каком заказе рассказать?');
    // Her orders only, and only those that are under way.
    const offered = turn(page).getByRole('button', { name: /^№ \d+/ });
    await expect(offered).toHaveText([/№ 2431/, /№ 2418/]);
    await offered.last().click();
    await expect(turn(page)).toContainText('Заказ № 2418 «Переговорная и 24 места» опаздывает');
    await expect(turn(page)).toContainText(newDate);
    await expect(turn(page)).toContainText('Завод «Каскад» задержал 24 подъёмных механизма');
    await press(page, 'Да, помогло');
    await expect(turn(page)).toContainText('Рад, что помог!');
  });

  test('in English: takes the order from the account, says so, and lets it be changed', async ({ page, signIn }) => {
    await signIn(page, 'anna');
    await ask(page, 'where is my order?', 'en');
    await expect(turn(page, 'en')).toContainText('Order No. 2409, Studio desks for 12, is late, and we are sorry.');
    await expect(turn(page, 'en')).toContainText('Did this help?');

    await say(page, 'please reschedule the delivery', 'en');
    await expect(turn(page, 'en')).toContainText('Which order’s delivery shall we move?');
    await expect(turn(page, 'en')).toContainText('2409');
    await expect(turn(page, 'en')).toContainText('from your cabinet');
    await expect(turn(page, 'en').getByRole('button', { name: /^Change/ })).toBeVisible();
  });

  test('lets her change an answer, do something else in between and go back to the very question', async ({
    page,
    signIn,
  }) => {
    await signIn(page, 'marina');
    await ask(page, 'Хочу заказать замер офиса');
    await press(page, 'В Москве');
    await press(page, 'Да, нужен замерщик');
    await say(page, 'стойку на ресепшен');
    await expect(turn(page)).toContainText('Адрес, этаж и комната?');
    await turn(page).getByText('Ваши ответы: 3').click();
    await turn(page)
      .getByRole('button', { name: /^Изменить.*Что поставить$/ })
      .click();
    await expect(turn(page)).toContainText('Что хотите поставить?');
    await say(page, 'шкафы в нишу');
    await say(page, 'Ленина, 5, третий этаж');
    await press(page, 'Да');
    await expect(turn(page)).toContainText('На какой день записать?');

    await page.goto('/chat');
    await page.getByRole('link', { name: 'Хочу заказать замер офиса' }).first().click();
    await say(page, 'не могу войти в кабинет');
    await expect(turn(page)).toContainText('вернёмся потом: ответы сохранены');
    await expect(async () => {
      const helped = turn(page).getByRole('button', { name: 'Да, помогло' });
      if (!(await helped.isVisible())) await turn(page).locator('.replies button').first().click();
      await expect(helped).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await press(page, 'Да, помогло');
    await press(page, 'Вернуться к «Заказать замер»');
    await expect(turn(page)).toContainText('На какой день записать?');
    await turn(page).getByText('Ваши ответы: 5').click();
    await expect(turn(page)).toContainText('Что поставить: шкафы в нишу');
    const day = workdayIn(14);
    await turn(page).getByLabel('День').fill(day.toISOString().slice(0, 10));
    await turn(page).getByRole('button', { name: 'Ответить' }).click();
    await expect(page.getByRole('log')).toContainText(
      day.toLocaleDateString('ru', { dateStyle: 'long', timeZone: 'UTC' }),
    );
    // From the account, and editable.
    await expect(turn(page)).toContainText('из вашего кабинета');
  });

  test('asks when it is not sure, and never guesses', async ({ page }) => {
    await ask(page, 'шкаф');
    await expect(turn(page)).toContainText('Хочу понять точнее. Вы об этом?');
    await expect(turn(page).getByRole('button', { name: 'Другое' })).toBeVisible();
    await press(page, 'Другое');
    await expect(
      page
        .getByRole('log')
        .getByRole('listitem')
        .filter({ hasText: /^Другое$/ }),
    ).toBeVisible();
    await expect(turn(page)).toContainText('опишите другими словами');
    await expect(turn(page).getByRole('button', { name: 'Позвать сотрудника' }).first()).toBeVisible();
  });

  test.describe('without script', () => {
    test.use({ javaScriptEnabled: false });

    test('the whole conversation works by plain forms', async ({ page }) => {
      await visitorIsHelped(page);
      await expect(page.getByRole('link', { name: 'Проверить, есть ли ответ' })).toBeVisible();
    });
  });
});

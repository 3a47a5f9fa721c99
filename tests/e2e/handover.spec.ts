import type { Browser } from '@playwright/test';
import { expect, test, type Page } from '#support/e2e.ts';

const log = (page: Page, name = 'Сообщения') => page.getByRole('log', { name });

async function ask(page: Page, text: string): Promise<void> {
  await page.goto('/chat');
  await page.getByLabel('Ваш вопрос').fill(text);
  await page.getByRole('button', { name: 'Спросить', exact: true }).click();
  await page.waitForURL(/\/chat\/[0-9a-f-]{36}$/);
}

/** Both for the visitor and, in the reply, for the agent: types, sends, and sees it in the thread. */
async function say(page: Page, field: string | RegExp, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: field });
  await box.fill(text);
  await box.press('Control+Enter');
  await expect(log(page).getByText(text).first()).toBeVisible();
}

async function openDesk(browser: Browser, signIn: (page: Page, person: 'kovaleva' | 'safin') => Promise<void>) {
  const agent = await (await browser.newContext({ javaScriptEnabled: true })).newPage();
  await signIn(agent, 'kovaleva');
  await agent.goto('/desk');
  await expect(agent.getByRole('navigation', { name: 'Разговоры' })).toBeVisible();
  return agent;
}

test.describe('handing a conversation over to a person', () => {
  test('the agent sees what the assistant knows and answers; both see each other live, and nothing is lost on either side', async ({
    page: visitor,
    context,
    browser,
    signIn,
  }) => {
    const agent = await openDesk(browser, signIn);
    let loads = 0;
    visitor.on('load', () => loads++);

    await test.step('the visitor is led through a scenario and handed over', async () => {
      await ask(visitor, 'не хватает винтов');
      await visitor.getByRole('button', { name: 'Деталь: полка, ножка, дверца' }).click();
      await expect(log(visitor)).toContainText('Напишите, чего именно нет и сколько');
      await say(visitor, 'Сообщение', 'Нет двух полок шкафа «Крона»');
      await expect(log(visitor)).toContainText('Напишите номер заказа и адрес');
      await say(visitor, 'Сообщение', '2377, Лесная ул., 12');
      await expect(log(visitor)).toContainText('Есть фото этикетки');
      await visitor.getByRole('button', { name: 'Файла нет' }).click();
      await expect(log(visitor)).toContainText('Передаю сотруднику — он соберёт недостающее');
      await expect(log(visitor)).toContainText('Разговор передан сотрудникам, «Доставка и сборка»');
      await expect(visitor.getByRole('main')).toContainText('Ждёт сотрудника');
      await expect(log(visitor)).toContainText(/ваше место в очереди|Вы следующий в очереди|Ваше место в очереди/);
    });

    await test.step('it appears at the desk by itself, with everything the assistant has learned', async () => {
      const inQueue = agent.getByRole('navigation', { name: 'Разговоры' });
      await inQueue.getByRole('link').filter({ hasText: '2377, Лесная ул., 12' }).click();
      await expect(agent.getByRole('heading', { name: 'Гость из чата', level: 2 })).toBeVisible();
      const work = log(agent).getByRole('group').filter({ hasText: 'Что сделал ассистент' });
      await expect(work).toContainText('Не хватает деталей');
      await expect(work).toContainText('не хватает винтов');
      await expect(work).toContainText('Деталь: полка, ножка, дверца');
      await expect(work).toContainText('Нет двух полок шкафа «Крона»');
      await expect(work).toContainText('2377, Лесная ул., 12');
      await expect(work).toContainText('Чего не хватает → Недостаёт → Заказ и адрес');
      await expect(work).toContainText('Дальше нужен человек');
      await expect(log(agent)).toContainText('Чего не хватает?');
    });

    await test.step('one agent takes it, another one is told whose it is', async () => {
      // Without script the second agent's page does not know yet that it was taken.
      const colleague = await browser.newContext({ javaScriptEnabled: false });
      const second = await colleague.newPage();
      await signIn(second, 'safin');
      await second.goto(agent.url());
      await expect(second.getByRole('button', { name: 'Взять себе' })).toBeVisible();

      await agent.getByRole('button', { name: 'Взять себе' }).click();
      await expect(agent.getByRole('textbox', { name: 'Ответ: Гость из чата' })).toBeVisible();
      await second.getByRole('button', { name: 'Взять себе' }).click();
      await expect(second.getByRole('alert')).toHaveText('Разговор уже взял другой сотрудник.');
      await expect(second.getByText('С разговором работает Анна Ковалёва')).toBeVisible();
      await expect(second.getByRole('button', { name: 'Взять себе' })).toHaveCount(0);
      await expect(second.getByRole('textbox', { name: /^Ответ/ })).toHaveCount(0);
      await colleague.close();
    });

    const reply = 'Ответ: Гость из чата';
    await test.step('the visitor sees who came and what is answered, without a reload', async () => {
      await expect(log(visitor)).toContainText('Анна Ковалёва, доставка и сборка, теперь в разговоре.');
      await expect(visitor.getByRole('main')).toContainText('Отвечает Анна Ковалёва');
      await say(agent, reply, 'Добрый день! Полки есть на складе.');
      await expect(log(visitor).getByRole('article', { name: /^Анна Ковалёва/ })).toContainText('Полки есть на складе');
      await say(visitor, 'Сообщение', 'Отлично, когда ждать?');
      await expect(
        log(agent)
          .getByRole('article', { name: /^Гость из чата/ })
          .last(),
      ).toContainText('когда ждать?');
      // Nobody answers for the agent.
      await expect(log(visitor).getByRole('article').last()).toContainText('Отлично, когда ждать?');
    });

    await test.step('a visitor who was offline gets each message once and loses none of their own', async () => {
      await context.setOffline(true);
      await say(agent, reply, 'Привезём завтра с 12 до 16.');
      await say(agent, reply, 'Водитель позвонит за час.');
      await visitor.getByRole('textbox', { name: 'Сообщение' }).fill('Ещё нужны держатели');
      await visitor.getByRole('button', { name: 'Отправить' }).click();
      await expect(log(visitor).getByText('не отправлено')).toBeVisible();
      await expect(visitor.getByText('Нет связи.')).toBeVisible();
      await context.setOffline(false);
      await expect(log(visitor).getByText('Водитель позвонит за час.')).toBeVisible({ timeout: 20_000 });
      await expect(log(visitor).getByText('Привезём завтра с 12 до 16.')).toHaveCount(1);
      await expect(log(visitor).getByText('Водитель позвонит за час.')).toHaveCount(1);
      await expect(log(visitor).getByText('не отправлено')).toHaveCount(0);
      await expect(log(agent).getByText('Ещё нужны держатели')).toHaveCount(1);
      await expect(log(visitor).getByText('Ещё нужны держатели')).toHaveCount(1);
      await expect(visitor.getByText('Нет связи.')).toBeHidden();
    });

    await test.step('so does the agent', async () => {
      await agent.context().setOffline(true);
      await say(visitor, 'Сообщение', 'Восемь штук');
      await expect(agent.getByText('Нет связи.')).toBeVisible();
      await expect(log(agent).getByText('Восемь штук')).toHaveCount(0);
      await agent.context().setOffline(false);
      await expect(log(agent).getByText('Восемь штук')).toBeVisible({ timeout: 20_000 });
      await expect(log(agent).getByText('Восемь штук')).toHaveCount(1);
    });

    await test.step('a note stays among the staff', async () => {
      await agent
        .getByRole('link', { name: /^Заметка/ })
        .first()
        .click();
      await say(agent, 'Заметка', 'Полки списать с образца в зале');
      await expect(log(agent).getByRole('article', { name: /^Заметка/ })).toContainText('видят только сотрудники');
      await agent
        .getByRole('link', { name: /^Ответ/ })
        .first()
        .click();
      await say(agent, reply, 'Держатели положим.');
      await expect(log(visitor).getByText('Держатели положим.')).toBeVisible();
      await expect(visitor.getByText('с образца')).toHaveCount(0);
      const id = visitor.url().split('/').at(-1) ?? '';
      for (const part of ['transcript', 'fragment?after=0']) {
        const answer = await visitor.request.get(`/conversations/${id}/${part}`);
        expect(await answer.text()).toContain('Держатели положим.');
        expect(await answer.text()).not.toContain('с образца');
      }
    });

    await test.step('it is resolved with a topic, and the visitor learns of it', async () => {
      await agent.getByRole('link', { name: 'Решено' }).click();
      const dialog = agent.getByRole('dialog', { name: 'О чём был разговор?' });
      await dialog.getByRole('button', { name: 'Решено' }).click();
      await expect(dialog.getByRole('alert')).toHaveText('Отметьте хотя бы одну тему.');
      await dialog.getByRole('checkbox', { name: 'Что-то сломалось или поцарапалось' }).check();
      await dialog.getByRole('button', { name: 'Решено' }).click();
      await expect(agent.getByText('Разговор решён. Если человек напишет снова, ему ответит ассистент.')).toBeVisible();
      await expect(log(visitor)).toContainText('Вопрос решён, отвечал сотрудник: Анна Ковалёва.');
      await expect(visitor.getByRole('main')).toContainText('Вопрос решён');
      const lists = agent.getByRole('navigation', { name: 'Разговоры' });
      await lists.getByRole('link').filter({ hasText: 'Держатели положим.' }).click();
      await expect(agent.getByRole('complementary', { name: 'О заказчике' })).toContainText('Что-то сломалось');
    });

    expect(loads, 'the visitor’s pages: the form, then the conversation').toBe(2);
    await agent.context().close();
  });

  test('a signed-in customer asks for a person: the agent has her card beside the thread', async ({
    page,
    browser,
    signIn,
  }) => {
    await signIn(page, 'marina');
    await ask(page, 'позовите человека');
    await expect(log(page)).toContainText('Передаю сотруднику вместе с нашей перепиской');

    const agent = await openDesk(browser, signIn);
    const queue = agent.getByRole('navigation', { name: 'Разговоры' });
    await queue
      .getByRole('link')
      .filter({ hasText: 'Марина Соколова' })
      .filter({ hasText: 'позовите человека' })
      .click();
    await expect(agent.getByRole('heading', { name: 'Марина Соколова', level: 2 })).toBeVisible();
    const card = agent.getByRole('complementary', { name: 'О заказчике' });
    await expect(card).toContainText('m.sokolova@sever.example');
    await expect(card).toContainText('ООО «Северный ветер»');
    await expect(card).toContainText('№ 2418');
    await expect(card).toContainText('СЧ-1089');
    await expect(log(agent)).toContainText('Попросили сотрудника');
    await agent.context().close();
  });

  test.describe('without script, in English', () => {
    test.use({ javaScriptEnabled: false });

    test('the visitor gets the answer by asking for the page again', async ({ page, browser, signIn }) => {
      await page.goto('/en/chat');
      await page.getByLabel('Your question').fill('I want to talk to a human');
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
      await expect(log(page, 'Messages')).toContainText('The conversation went to our people');
      await page.getByRole('textbox', { name: 'Message' }).fill('It is about my sofa');
      await page.getByRole('button', { name: 'Send' }).click();

      const agent = await openDesk(browser, signIn);
      const queue = agent.getByRole('navigation', { name: 'Разговоры' });
      await queue.getByRole('link').filter({ hasText: 'I want to talk to a human' }).click();
      await agent.getByRole('button', { name: 'Взять себе' }).click();
      await say(agent, /^Ответ: /, 'Hello, tell me about the sofa.');

      await page.getByRole('link', { name: 'Check for a reply' }).click();
      await expect(log(page, 'Messages')).toContainText('Anna Kovalyova');
      await expect(log(page, 'Messages')).toContainText('Hello, tell me about the sofa.');
      await page.getByRole('textbox', { name: 'Message' }).fill('The leg is loose');
      await page.getByRole('button', { name: 'Send' }).click();
      await expect(log(agent).getByText('The leg is loose')).toBeVisible();
      await agent.context().close();
    });
  });
});

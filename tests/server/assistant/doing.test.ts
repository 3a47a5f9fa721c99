import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getConversation, listMessages } from '#server/conversations/index.ts';
import { getPreferences } from '#server/notifications/index.ts';
import { listTasks } from '#server/tasks/index.ts';
import { openStory, type Chat, type Story } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

/** Answers one question after another; a pair is a pressed reply. */
async function answer(chat: Chat, ...answers: (string | [text: string, reply: string])[]): Promise<string> {
  for (const each of answers) await (typeof each === 'string' ? chat.say(each) : chat.say(...each));
  return (await chat.messages())
    .filter(({ author }) => author === 'assistant')
    .slice(-2)
    .map(({ body }) => body)
    .join('\n');
}

describe('what the scenarios of the demo do for a person', () => {
  it('asks the company to add to an order, about that order and by the day it is expected', async () => {
    const chat = await story.chat(story.marina, 'допишите нам ещё два стола');
    expect((await chat.last()).extras.prefill).toMatchObject({ label: 'Заказ', source: 'из вашего кабинета' });
    const asked = await answer(chat, ['Да, этот', '2418'], 'ещё два таких же стола', ['Нет', '/none']);
    expect(asked).toContain('К\u00a0какому дню');
    await answer(chat, '18 декабря');
    expect((await chat.last()).body).toContain('ещё два таких же стола, к\u00a018 декабря');
    const before = await listTasks(story.ctx(story.marina), {});
    expect(before?.tasks).toEqual([]);

    expect(await answer(chat, ['Да', '/yes'])).toContain('Пришлём спецификацию');
    const list = await listTasks(story.ctx(story.marina), {});
    expect(list?.tasks).toMatchObject([
      { title: 'Добавить мебель в\u00a0заказ №\u00a02418', dueOn: '2026-12-18', subject: { key: '2418' } },
    ]);
  });

  it('changes nothing when the person says no', async () => {
    const chat = await story.chat(story.marina, 'отпишите от рассылки');
    await answer(chat, ['Меньше писем', 'less'], ['Документы', 'documents'], ['Нет', '/no']);
    expect((await chat.messages()).some(({ body }) => body.includes('настройки прежние'))).toBe(true);
    expect(await mailOf('documents')).toBe(true);
  });

  it('switches letters off for one subject and leaves the others', async () => {
    const chat = await story.chat(story.marina, 'отпишите от рассылки');
    const done = await answer(chat, ['Меньше писем', 'less'], ['Новости', 'news'], ['Да', '/yes']);
    expect(done).toContain('Писем об\u00a0этом больше не\u00a0будет');
    expect([await mailOf('news'), await mailOf('documents')]).toEqual([false, true]);
  });

  it('lets a visitor be called back: a request of its own that people answer', async () => {
    const chat = await story.chat(story.guest, 'перезвоните мне');
    await answer(chat, 'не понимаю смету', '8 916 123-45-67');
    for (let asked = (await chat.last()).body; !/Верно\?/u.test(asked); asked = (await chat.last()).body) {
      if (/Когда удобно/u.test(asked)) await chat.say('В другой день', 'later');
      else if (/день позвонить/u.test(asked)) await chat.say('завтра');
      else await chat.say('9:00–13:00', 'morning');
    }
    const noted = await answer(chat, ['Да', '/yes']);
    expect(noted).toContain('Если планы изменятся');
    const request = /\/chat\/([0-9a-f-]{36})/u.exec(noted)?.[1] ?? '';
    expect(request).not.toBe(chat.id);
    const [first] = await listMessages(story.system, request);
    expect(first?.body).toContain('не понимаю смету');
    expect(first?.body).toContain('916');
    expect(await getConversation(story.system, request)).toMatchObject({ holder: 'queue' });
  });
});

async function mailOf(group: string): Promise<boolean | undefined> {
  const { groups } = await getPreferences(story.ctx(story.marina));
  return groups.find((each) => each.group === group)?.choice.mail;
}

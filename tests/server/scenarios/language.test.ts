import { describe, expect, it } from 'vitest';
import { linkScenario, progress, summarize, type Scenario } from '#server/scenarios/index.ts';
import { order, scenarioFrom, scene, visitor, Walker } from './walking.ts';

/** A scenario of which only the steps matter. */
const scenario = (steps: string, head = ''): Scenario =>
  scenarioFrom(
    `key: sample\ntype: request\ntopic: orders\nqueue: delivery\ntitle: { ru: Проба, en: Sample }\n${head}steps:\n${steps}`,
  );
const end = '  end:\n    resolve: true\n';

describe('questions of the language', () => {
  const when = scenario(`  start:
    ask: { ru: На какой день?, en: Which day? }
    label: { ru: День, en: Day }
    into: day
    answer: date
    earliest: today+1
    latest: today+30
    workdays: true
    then: tell
  tell:
    say: { ru: "Записал: {{day | weekday}}.", en: "Noted: {{day | weekday}}." }
    then: end
${end}`);

  it('asks for a day, tells what to draw for it and why an answer will not do', () => {
    const walker = new Walker(when).take({ kind: 'start' });
    expect(walker.effects).toMatchObject([
      { kind: 'ask', input: { kind: 'date', min: '2026-11-20', max: '2026-12-19', workdays: true } },
    ]);
    expect(walker.say('сегодня').effects).toMatchObject([
      { kind: 'miss', why: 'Это слишком рано: можно с 20 ноября.' },
    ]);
    expect(walker.say('в субботу').effects).toMatchObject([
      { kind: 'miss', why: expect.stringContaining('выходной') as string },
    ]);
    expect(walker.say('в пятницу').texts[0]).toBe('Записал: пятница, 20 ноября.');
    expect(summarize(when, walker.run, scene).answers).toMatchObject([{ label: 'День', value: 'пятница, 20 ноября' }]);
  });

  it('lets a person take over after three answers of the wrong type', () => {
    const walker = new Walker(when).take({ kind: 'start' }).say('не знаю').say('как-нибудь').say('а что');
    expect(walker.effects).toMatchObject([{ kind: 'handOff', reason: 'notUnderstood', priority: 'normal' }]);
  });

  it('offers again what was answered before going back', () => {
    const walker = new Walker(
      scenario(`  start:
    ask: { ru: На какой день?, en: Which day? }
    into: day
    answer: date
    then: count
  count:
    ask: { ru: Сколько?, en: How many? }
    into: count
    answer: number
    min: 1
    whole: true
    then: end
${end}`),
    ).take({ kind: 'start' });
    walker.say('5 декабря').take({ kind: 'back' });
    expect(walker.effects).toMatchObject([
      { kind: 'ask', step: 'start', replies: [{ value: '2026-12-05', label: 'суббота, 5 декабря' }] },
    ]);
    walker.say('суббота, 5 декабря', '2026-12-05');
    expect(walker.say('2,5').effects).toMatchObject([{ kind: 'miss', why: 'Нужно целое число.' }]);
    expect(walker.say('ноль').effects).toMatchObject([{ kind: 'miss', why: 'Слишком мало: самое меньшее 1.' }]);
    expect(walker.say('три стола').kinds).toEqual(['finish']);
  });

  const contact = scenario(`  start:
    ask: { ru: Куда написать?, en: Where to write? }
    label: { ru: Почта, en: E-mail }
    into: email
    answer: email
    suggest: person.email
    then: end
${end}`);

  it('suggests what the account knows, with its source, takes "yes", and lets it be changed', () => {
    const walker = new Walker(contact).take({ kind: 'start' });
    expect(walker.effects).toMatchObject([
      {
        kind: 'ask',
        prefill: {
          label: 'Почта',
          value: 'm.sokolova@sever.example',
          source: 'из вашего кабинета',
          changeReply: '/other',
        },
        input: { kind: 'email', value: 'm.sokolova@sever.example' },
        replies: [{ value: 'm.sokolova@sever.example', label: 'Да, подходит' }],
      },
    ]);
    const other = new Walker(contact).take({ kind: 'start' }).say('Изменить', '/other');
    expect(other.effects).toMatchObject([{ kind: 'ask', prefill: null, replies: [] }]);
    other.say('buh@sever.example');
    expect(other.run.writes).toMatchObject([{ name: 'email', value: 'buh@sever.example' }]);
    expect(walker.say('да').run.writes).toMatchObject([{ name: 'email', value: 'm.sokolova@sever.example' }]);
  });

  it('suggests nothing to somebody of whom nothing is known', () => {
    const walker = new Walker(contact, { scene: visitor }).take({ kind: 'start' });
    expect(walker.effects).toMatchObject([{ kind: 'ask', prefill: null, replies: [] }]);
  });

  it('takes files, or that there are none', () => {
    const photo = scenario(`  start:
    ask: { ru: Пришлите фото., en: Send a photo. }
    label: { ru: Фото, en: Photos }
    into: photos
    answer: file
    none: end
    then: tell
  tell:
    say: { ru: "{{photos.count | файл, файла, файлов}}", en: "{{photos.count | file, files}}" }
    then: end
${end}`);
    const files = [
      { id: '1', name: 'a.jpg' },
      { id: '2', name: 'b.jpg' },
    ];
    const walker = new Walker(photo).take({ kind: 'start' });
    expect(walker.effects).toMatchObject([{ input: { kind: 'file' }, replies: [{ value: '/none' }] }]);
    expect(walker.say('сейчас').effects).toMatchObject([
      { kind: 'miss', why: expect.stringContaining('Пришлите файл') as string },
    ]);
    walker.take({ kind: 'answer', text: '', files });
    expect(walker.texts[0]).toBe('2\u00a0файла');
    expect(summarize(photo, walker.run, scene).answers).toMatchObject([{ label: 'Фото', value: 'a.jpg, b.jpg' }]);
    expect(new Walker(photo).take({ kind: 'start' }).say('нет').kinds).toEqual(['finish']);
  });
});

describe('conditions on the person and the company', () => {
  const fork = scenario(`  start:
    branch:
      - if: customer.segments has key-accounts and person.role = owner
        then: key
      - if: company.open
        then: open
      - otherwise: closed
  key:
    say: { ru: ключевой, en: key }
    then: end
  open:
    say: { ru: открыто, en: open }
    then: end
  closed:
    say: { ru: "закрыто до {{company.opensAt}}", en: "closed until {{company.opensAt}}" }
    then: end
${end}`);

  it('sees segments, roles and working hours', () => {
    expect(new Walker(fork).take({ kind: 'start' }).texts[0]).toBe('ключевой');
    expect(new Walker(fork, { scene: visitor }).take({ kind: 'start' }).texts[0]).toBe('открыто');
    const night = { ...visitor, company: { opensAt: '2026-11-20T06:00:00.000Z' } };
    expect(new Walker(fork, { scene: night }).take({ kind: 'start' }).texts[0]).toMatch(/закрыто до .*20.*09:00/);
  });
});

describe('acts', () => {
  const act = scenario(`  start:
    ask: { ru: Телефон?, en: Phone? }
    label: { ru: Телефон, en: Phone }
    into: phone
    answer: phone
    then: call
  call:
    act: callback.ask
    with: { phone: phone, text: { ru: "Звонить на {{phone}}", en: "Call {{phone}}" } }
    confirm: { ru: "Перезвонить на {{phone}}?", en: "Call {{phone}}?" }
    no: end
    into: request
    then: tell
  tell:
    say: { ru: "Обращение {{request.number}}", en: "Request {{request.number}}" }
    then: again
  again:
    ask: { ru: Ещё раз?, en: Again? }
    into: again
    choices:
      - { value: yes, label: { ru: Да, en: Yes }, then: start }
      - { value: no, label: { ru: Нет, en: No }, then: end }
${end}`);

  it('are done after a yes and not before, with their parameters', () => {
    const walker = new Walker(act).take({ kind: 'start' }).say('8 916 123-45-67');
    expect(walker.effects).toMatchObject([
      { kind: 'ask', text: 'Перезвонить на +79161234567?', replies: [{ value: '/yes' }, { value: '/no' }] },
    ]);
    expect(walker.acts).toEqual([]);
    walker.say('', '/yes');
    expect(walker.acts).toMatchObject([
      { act: 'callback.ask', done: 0, parameters: { phone: '+79161234567', text: 'Звонить на +79161234567' } },
    ]);
    expect(walker.texts[0]).toBe('Обращение 5-900');
    expect(summarize(act, walker.run, scene).path.map(({ label }) => label)).toContain('Попросил перезвонить');
  });

  it('are not done after a no', () => {
    const walker = new Walker(act).take({ kind: 'start' }).say('8 916 123-45-67').say('нет');
    expect(walker.acts).toEqual([]);
    expect(walker.kinds).toEqual(['finish']);
  });

  it('are not taken back by going back, and done again only after another yes and under another key', () => {
    const walker = new Walker(act).take({ kind: 'start' }).say('8 916 123-45-67').say('', '/yes');
    expect(walker.take({ kind: 'back' }).effects).toMatchObject([{ kind: 'ask', step: 'again' }]);
    walker.take({ kind: 'restart' }).say('8 916 123-45-67').say('', '/yes');
    expect(walker.acts.map(({ done }) => done)).toEqual([0, 1]);
  });

  it('that fail let a person take over, with what was answered', () => {
    const walker = new Walker(act, { actsFail: true }).take({ kind: 'start' }).say('8 916 123-45-67').say('', '/yes');
    expect(walker.effects).toMatchObject([{ kind: 'handOff', reason: 'failed' }]);
    expect(summarize(act, walker.run, scene).answers).toMatchObject([{ label: 'Телефон', value: '+79161234567' }]);
  });
});

describe('calling another scenario', () => {
  const part = scenarioFrom(`key: contact
type: request
topic: orders
queue: documents
title: { ru: Связь, en: Contact }
takes: { order: order }
steps:
  phone:
    ask: { ru: "Телефон по заказу {{order.number}}?", en: "Phone for order {{order.number}}?" }
    label: { ru: Телефон, en: Phone }
    into: number
    answer: phone
    suggest: person.phone
    then: way
  way:
    ask: { ru: Как?, en: How? }
    into: way
    choices:
      - { value: call, label: { ru: Звонок, en: Call } }
      - { value: person, label: { ru: Человек, en: Person }, then: person }
    then: back
  back:
    return: [number, way]
  person:
    handOff: { reason: asked, priority: high }
`);
  const whole = linkScenario(
    scenario(`  start:
    branch:
      - if: person.signedIn
        then: find
      - otherwise: end
  find:
    lookUp: orders.current
    into: orders
    then: which
  which:
    ask: { ru: Какой?, en: Which? }
    answer: order
    from: orders
    into: order
    single: take
    none: end
    then: contact
  contact:
    call: contact
    with: { order: order }
    into: { phone: number, by: way }
    then: tell
  tell:
    say: { ru: "{{by}}: {{phone}}, заказ {{order.number}}", en: "{{by}}: {{phone}}" }
    then: end
${end}`),
    new Map([['contact', part]]),
  );
  const start = () => new Walker(whole, { found: { 'orders.current': [order()] } }).take({ kind: 'start' });

  it('gives it values, walks it and comes back with others', () => {
    const walker = start();
    expect(walker.texts[0]).toBe('Телефон по заказу 2418?');
    expect(progress(whole, walker.run)).toEqual({ step: 1, steps: 2 });
    walker.say('да').say('звонок');
    expect(walker.texts[0]).toBe('Звонок: +74951234567, заказ 2418');
    expect(walker.run.status).toBe('finished');
  });

  it('goes back and changes answers within it, and hands over to its own queue', () => {
    const walker = start().say('8 916 123-45-67').take({ kind: 'back' });
    expect(walker.effects).toMatchObject([
      { kind: 'ask', step: 'contact/phone', replies: [{ value: '+79161234567' }] },
    ]);
    walker.say('', '+79161234567').say('человек');
    expect(walker.effects).toMatchObject([{ kind: 'handOff', queue: 'documents', priority: 'high' }]);
  });

  it('lets a person take over when what it calls is gone, or calls itself', () => {
    const gone = scenario('  start:\n    call: gone\n    then: end\n' + end);
    const self = scenario('  start:\n    call: sample\n    then: end\n' + end);
    for (const [each, library] of [
      [gone, new Map()],
      [self, new Map([['sample', self]])],
    ] as const) {
      const walker = new Walker(linkScenario(each, library)).take({ kind: 'start' });
      expect(walker.effects).toMatchObject([{ kind: 'handOff', reason: 'failed' }]);
    }
  });
});

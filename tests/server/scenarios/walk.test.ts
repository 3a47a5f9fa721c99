import { describe, expect, it } from 'vitest';
import { progress, summarize, type Scenario } from '#server/scenarios/index.ts';
import { contentScenarios, invoice, order, scene, visitor, Walker } from './walking.ts';

const scenarios = await contentScenarios();
const scenario = (key: string): Scenario => {
  const found = scenarios.find((each) => each.key === key);
  if (!found) throw new Error(`no scenario ${key}`);
  return found;
};

describe('walking a scenario', () => {
  it('tells a customer with one late order what happened, with dates and the reason, and asks whether it helped', () => {
    const walker = new Walker(scenario('where-is-my-order'), { found: { 'orders.current': [order()] } });
    walker.take({ kind: 'start' });
    expect(walker.kinds).toEqual(['say', 'askHelped']);
    expect(walker.texts[0]).toContain('опаздывает');
    expect(walker.texts[0]).toContain('20 ноября');
    expect(walker.texts[0]).toContain('пятница, 27 ноября');
    expect(walker.texts[0]).toContain('7\u00a0дней');
    expect(walker.texts[0]).toContain('шпон пришёл позже');
    walker.say('Да, помогло', '/yes');
    expect(walker.effects).toEqual([{ kind: 'finish', step: 'helped', text: null, helped: true }]);
    expect(walker.run.status).toBe('finished');
  });

  it('says the same in English when the person writes English', () => {
    const walker = new Walker(scenario('where-is-my-order'), {
      scene: { ...scene, locale: 'en' },
      found: { 'orders.current': [order({ stage: 'ready', late: false })] },
    });
    walker.take({ kind: 'start' });
    expect(walker.texts[0]).toContain('is ready. Shipping: Friday');
    expect(walker.texts[0]).toContain('27 November');
  });

  it('asks which order when there are several, and understands number, place and words', () => {
    const found = {
      'orders.current': [order(), order({ number: '2390', title: 'Стойка ресепшен', stage: 'ready', late: false })],
    };
    for (const answer of ['2390', '№ 2390', 'второй', 'стойка ресепшен', 'стойку']) {
      const walker = new Walker(scenario('where-is-my-order'), { found }).take({ kind: 'start' });
      expect(walker.kinds).toEqual(['ask']);
      expect(walker.say(answer).texts[0], answer).toContain('2390');
    }
  });

  it('never tells a visitor about an order by its number, but lets a person look', () => {
    const walker = new Walker(scenario('where-is-my-order'), {
      scene: visitor,
      found: { 'orders.current': [order()] },
    });
    walker.take({ kind: 'start' });
    expect(walker.kinds).toEqual(['ask']);
    walker.say('Назову номер заказа', 'number').say('2418, Марина');
    expect(walker.effects.at(-1)).toMatchObject({ kind: 'handOff', queue: 'delivery', reason: 'needsCheck' });
    expect(JSON.stringify(walker.run)).not.toContain('Совет');
  });

  it('shows the only order for confirmation, with where it was taken from, and lets it be another', () => {
    const walker = new Walker(scenario('reschedule-delivery'), { found: { 'orders.current': [order()] } });
    walker.take({ kind: 'start' });
    expect(walker.effects).toMatchObject([
      {
        kind: 'ask',
        prefill: { label: 'Заказ', changeReply: '/none' },
        replies: [{ label: 'Да, этот' }, { value: '/none' }],
      },
    ]);
    expect(walker.say('нет, другой').kinds).toEqual(['ask']);
    expect(walker.take({ kind: 'back' }).effects).toMatchObject([{ kind: 'ask', step: 'which' }]);
    expect(walker.say('да').kinds).toEqual(['say', 'ask']);
  });

  it('goes back, changes an answer, and hands over with everything that was answered', () => {
    const subject = scenario('reschedule-delivery');
    const walker = new Walker(subject, { found: { 'orders.current': [order()] } });
    walker.take({ kind: 'start' }).say('да').say('30 ноября');
    expect(walker.effects).toMatchObject([{ kind: 'ask', step: 'time' }]);
    expect(progress(subject, walker.run)).toEqual({ step: 3, steps: 3 });
    walker.take({ kind: 'change', step: 'day' });
    expect(walker.effects).toMatchObject([{ kind: 'ask', step: 'day', replies: [{ value: '30 ноября' }] }]);
    walker.say('1 декабря').say('утром');
    expect(walker.effects).toMatchObject([{ kind: 'handOff', queue: 'delivery', reason: 'needsDecision' }]);
    expect(summarize(subject, walker.run, scene).answers).toMatchObject([
      { label: 'Заказ', value: '№ 2418 · Переговорная «Совет»' },
      { label: 'Новый день', value: '1 декабря' },
      { label: 'Время', value: '9–12' },
    ]);
  });

  it('says it did not understand twice, then a person takes over', () => {
    const walker = new Walker(scenario('get-documents')).take({ kind: 'start' });
    expect(walker.say('ываываыва').effects).toEqual([{ kind: 'miss', step: 'start', misses: 1, why: null }]);
    expect(walker.take({ kind: 'repeat' }).kinds).toEqual(['ask']);
    expect(walker.say('🙈').effects).toEqual([{ kind: 'miss', step: 'start', misses: 2, why: null }]);
    expect(walker.say('42 слона').effects).toMatchObject([{ kind: 'handOff', reason: 'notUnderstood' }]);
  });

  it('lists what is unpaid with amounts in the money of each', () => {
    const found = {
      'invoices.unpaid': [invoice(), invoice({ number: '2044', left: { amount: 98_050, currency: 'EUR' } })],
    };
    const walker = new Walker(scenario('how-to-pay'), { found }).take({ kind: 'start' });
    expect(walker.texts[0]?.replaceAll('\u00a0', ' ')).toContain('— № 1042 · 123 456,00 ₽, Предоплата 50 %');
    expect(walker.texts[0]?.replaceAll('\u00a0', ' ')).toContain('980,50 €');
    expect(walker.say('2044').texts[0]?.replaceAll('\u00a0', ' ')).toContain(
      'осталось 980,50 €, срок был 17 ноября — 2 дня назад',
    );
  });

  it('lets a person take over when something could not be looked up', () => {
    const walker = new Walker(scenario('where-is-my-order')).take({ kind: 'start' });
    expect(walker.effects).toMatchObject([{ kind: 'handOff', reason: 'failed' }]);
  });

  it('leads from one scenario into another', () => {
    const walker = new Walker(scenario('damaged-furniture')).take({ kind: 'start' }).say('месяц назад', 'older');
    expect(walker.effects).toEqual([{ kind: 'scenario', scenario: 'warranty-repair' }]);
  });

  it('keeps silent once it has ended', () => {
    const walker = new Walker(scenario('talk-to-a-person')).take({ kind: 'start' });
    const { run } = walker;
    expect(walker.say('ещё вопрос').effects).toEqual([]);
    expect(walker.run).toEqual(run);
  });
});

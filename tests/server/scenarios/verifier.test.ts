import { describe, expect, it } from 'vitest';
import { faultLine, parseScenario, verifyScenario, type Fault, type Scenario } from '#server/scenarios/index.ts';
import { checkScenarios } from '../../../scripts/scenarios-check.ts';
import { brokenForm } from './broken-form.ts';
import { brokenLanguage } from './broken-language.ts';
import { end, file } from './broken.ts';
import { scenarioFrom } from './walking.ts';

const around = {
  articles: new Set(['pay-invoice', 'late-order']),
  queues: new Set(['delivery', 'documents']),
  topics: new Set(['orders', 'payment']),
  scenarios: new Map<string, Scenario | null>([
    ['sample', null],
    ['other', null],
    ['contact', partOf('takes: { order: order }', '  back:\n    return: [phone]\n')],
    ['endless', partOf('takes: {}', '  back:\n    resolve: true\n')],
    ['pong', { ...partOf('', ''), steps: [{ kind: 'goTo', id: 'back', target: { scenario: 'sample' } }] }],
    ['private', { ...partOf('', '  back:\n    resolve: true\n'), audience: 'signedIn' }],
  ]),
  segments: new Set(['key-accounts']),
  headings: (article: string) => (article === 'pay-invoice' ? new Set(['Картой', 'By card']) : null),
};

/** A scenario that may be called: it asks for a phone number, then ends as it says. */
function partOf(head: string, end: string): Scenario {
  const first = /^ {2}(\w+):/.exec(end)?.[1] ?? '';
  return scenarioFrom(
    `key: part\ntype: request\ntopic: orders\nqueue: delivery\ntitle: { ru: Часть, en: Part }\n${head}\nsteps:\n  start:\n    ask: { ru: Телефон?, en: Phone? }\n    answer: phone\n    into: phone\n    then: ${first || 'start'}\n${end}`,
  );
}

const check = (yaml: string, name = 'sample.yaml', callers: readonly [string, Scenario][] = []): Fault[] =>
  verifyScenario(parseScenario(name, yaml), { ...around, scenarios: new Map([...around.scenarios, ...callers]) });

describe('the verifier', () => {
  it('finds nothing wrong with a whole scenario', () => {
    expect(check(file('  start:\n    say: { ru: Да, en: Yes }\n    then: end\n' + end))).toEqual([]);
  });

  it.each([...brokenForm, ...brokenLanguage])(
    'names the line and the way to mend $title',
    ({ yaml, code, line, message, mend }) => {
      const faults = check(yaml);
      expect(faults.map(({ code, line }) => ({ code, line }))).toContainEqual({ code, line });
      const fault = faults.find((each) => each.code === code && each.line === line && each.message.includes(message));
      expect(fault, faults.map(faultLine).join('\n')).toBeDefined();
      expect(fault?.mend).toContain(mend);
    },
  );

  it('sees a scenario that calls itself through another one', () => {
    const mirror = partOf('takes: {}', '  again:\n    call: sample\n    then: back\n  back:\n    return: []\n');
    const faults = check(file(`  start:\n    call: mirror\n    then: end\n${end}`), 'sample.yaml', [
      ['mirror', mirror],
    ]);
    expect(faults).toContainEqual(
      expect.objectContaining({
        code: 'endless-loop',
        line: 10,
        message: 'scenario "sample" calls itself through "mirror" and would never end',
      }),
    );
  });

  it('does not let a scenario take away what others call it for', () => {
    const caller = partOf(
      '',
      '  ask:\n    call: sample\n    with: { order: { literal: x } }\n    into: { mail: email }\n    then: end\n  end:\n    resolve: true\n',
    );
    const called = (takes: string, steps: string) =>
      check(file(steps, `topic: orders\nqueue: delivery\n${takes}`), 'sample.yaml', [['caller', caller]]).map(
        ({ code, line, message }) => ({ code, line, message }),
      );
    const asks =
      '  start:\n    ask: { ru: Почта?, en: E-mail? }\n    answer: email\n    into: email\n    then: back\n  back:\n';
    expect(called('takes: { order: text }', `${asks}    return: [email]\n`)).toEqual([]);
    expect(called('takes: { order: text, day: date }', `${asks}    return: []\n`)).toEqual([
      { code: 'missing-field', line: 4, message: 'scenario "caller" calls this one without "day"' },
      {
        code: 'unknown-value',
        line: 16,
        message: '"email" is wanted of this one by scenario "caller", and not always returned',
      },
    ]);
    expect(called('takes: {}', `${asks}    resolve: true\n`)).toContainEqual({
      code: 'never-returns',
      line: 9,
      message: 'scenario "caller" calls this one, and it never returns',
    });
  });

  it('wants the key to be the name of the file', () => {
    expect(check(file(end), 'another.yaml')).toMatchObject([{ code: 'wrong-value', line: 1, mend: 'name both alike' }]);
  });

  it('says everything at once, in the order of lines', () => {
    const faults = check(file('  start:\n    article: nothing\n    then: end\n' + end, 'topic: x\nqueue: y'));
    expect(faults.map((fault) => fault.line)).toEqual([2, 3, 10]);
  });

  it('survives files that are anything at all', () => {
    for (const yaml of [
      '',
      '[]',
      '42',
      'a: b',
      'steps: []',
      'key: sample\nsteps: {}',
      '\u0000',
      '- - -',
      '? ? ?',
      file('  start: null\n'),
    ]) {
      expect(check(yaml).length).toBeGreaterThan(0);
    }
  });
});

describe('the scenarios of the demo', () => {
  it('are all whole', async () => {
    const { checked, faults } = await checkScenarios();
    expect(faults.map(faultLine)).toEqual([]);
    expect(checked).toBeGreaterThanOrEqual(10);
  });
});

import { describe, expect, it } from 'vitest';
import { faultLine, parseScenario, verifyScenario, type Fault } from '#server/scenarios/index.ts';
import type { Scenario } from '#server/scenarios/index.ts';
import { scenarioFrom } from './walking.ts';
import { checkScenarios } from '../../../scripts/scenarios-check.ts';

const around = {
  articles: new Set(['pay-invoice', 'late-order']),
  queues: new Set(['delivery', 'documents']),
  topics: new Set(['orders', 'payment']),
  scenarios: new Map<string, Scenario | null>([
    ['sample', null],
    ['other', null],
    ['contact', partOf('takes: { order: order }', '  back:\n    return: [phone]\n')],
    ['endless', partOf('takes: {}', '  back:\n    resolve: true\n')],
    ['mirror', partOf('takes: {}', '  again:\n    call: sample\n    then: back\n  back:\n    return: []\n')],
  ]),
  segments: new Set(['key-accounts']),
  headings: (article: string) => (article === 'pay-invoice' ? new Set(['Картой', 'By card']) : null),
};

/** A scenario that may be called: it asks for a phone number, then ends as it says. */
function partOf(head: string, end: string): Scenario {
  const first = /^ {2}(\w+):/.exec(end)?.[1] ?? '';
  return scenarioFrom(
    `key: part\ntype: request\ntopic: orders\nqueue: delivery\ntitle: { ru: Часть, en: Part }\n${head}\nsteps:\n  start:\n    ask: { ru: Телефон?, en: Phone? }\n    answer: phone\n    into: phone\n    then: ${first}\n${end}`,
  );
}

const examples = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
/** Line 1 is `key`; the steps begin on line 9. */
const file = (steps: string, head = 'topic: orders\nqueue: delivery') =>
  `key: sample\n${head}\ntitle: { ru: Проба, en: Sample }\nexamples:\n  ru: [${examples.join(', ')}]\n  en: [${examples.join(', ')}]\nsteps:\n${steps}\ntype: question\n`;

const check = (yaml: string, name = 'sample.yaml'): Fault[] => verifyScenario(parseScenario(name, yaml), around);

const end = '  end:\n    resolve: true\n';

const broken: { title: string; yaml: string; code: Fault['code']; line: number; message: string; mend: string }[] = [
  {
    title: 'a file that is not YAML',
    yaml: file('  start:\n    say: { ru: Да: нет, en: Yes }\n    then: end\n' + end),
    code: 'syntax',
    line: 10,
    message: 'this is not YAML',
    mend: 'needs quotes',
  },
  {
    title: 'a misspelled field',
    yaml: file('  start:\n    say: { ru: Да, en: Yes }\n    thn: end\n    then: end\n' + end),
    code: 'unknown-field',
    line: 11,
    message: '"thn" means nothing in step "start"',
    mend: 'correct its spelling',
  },
  {
    title: 'a missing translation',
    yaml: file('  start:\n    say:\n      ru: Да\n    then: end\n' + end),
    code: 'missing-translation',
    line: 10,
    message: 'say of step "start" has no "en"',
    mend: 'add "en:"',
  },
  {
    title: 'a missing field of the file',
    yaml: file(end, 'queue: delivery'),
    code: 'missing-field',
    line: 1,
    message: 'topic is missing',
    mend: 'add "topic:"',
  },
  {
    title: 'a step that says nothing about where to go',
    yaml: file('  start:\n    say: { ru: Да, en: Yes }\n' + end),
    code: 'missing-field',
    line: 9,
    message: 'then of step "start" is missing',
    mend: 'add "then:"',
  },
  {
    title: 'a step of two kinds',
    yaml: file('  start:\n    say: { ru: Да, en: Yes }\n    goTo: end\n    then: end\n' + end),
    code: 'step-kind',
    line: 9,
    message: 'two kinds at once: say, goTo',
    mend: 'exactly one of',
  },
  {
    title: 'a step of no kind',
    yaml: file('  start:\n    then: end\n' + end),
    code: 'step-kind',
    line: 9,
    message: 'step "start" does nothing',
    mend: 'exactly one of say',
  },
  {
    title: 'a step that does not exist',
    yaml: file('  start:\n    say: { ru: Да, en: Yes }\n    then: edn\n' + end),
    code: 'unknown-step',
    line: 11,
    message: 'there is no step "edn"',
    mend: 'did you mean "end"?',
  },
  {
    title: 'a step nothing leads to',
    yaml: file('  start:\n    resolve: true\n  lost:\n    say: { ru: Да, en: Yes }\n    then: start\n'),
    code: 'unreachable',
    line: 11,
    message: 'step "lost" is never reached',
    mend: 'then: lost',
  },
  {
    title: 'an endless loop without a question',
    yaml: file(
      '  start:\n    say: { ru: Да, en: Yes }\n    then: again\n  again:\n    say: { ru: Ещё, en: More }\n    then: start\n',
    ),
    code: 'endless-loop',
    line: 14,
    message: 'step "again" goes back to "start"',
    mend: 'put a question into the circle',
  },
  {
    title: 'a scenario that never ends',
    yaml: file('  start:\n    ask: { ru: Да?, en: Yes? }\n    answer: text\n    into: word\n    then: start\n'),
    code: 'dead-end',
    line: 8,
    message: 'no walk through this scenario ever ends',
    mend: 'didItHelp',
  },
  {
    title: 'a branch without a last line',
    yaml: file('  start:\n    branch:\n      - if: person.signedIn\n        then: end\n' + end),
    code: 'dead-end',
    line: 9,
    message: 'does not say where to go when nothing fits',
    mend: 'otherwise',
  },
  {
    title: 'a choice that leads nowhere',
    yaml: file(
      '  start:\n    ask: { ru: Да?, en: Yes? }\n    into: word\n    choices:\n      - { value: one, label: { ru: Раз, en: One }, then: end }\n      - { value: two, label: { ru: Два, en: Two } }\n' +
        end,
    ),
    code: 'dead-end',
    line: 9,
    message: 'answer "two" of question "start" leads nowhere',
    mend: 'add "then: <step>"',
  },
  {
    title: 'a condition that cannot be read',
    yaml: file('  start:\n    branch:\n      - if: order is late\n        then: end\n      - otherwise: end\n' + end),
    code: 'wrong-value',
    line: 11,
    message: 'a branch has lines like',
    mend: 'docs/scenarios.md',
  },
  {
    title: 'a value nobody knows',
    yaml: file('  start:\n    say: { ru: "Заказ {{order.number}}", en: Order }\n    then: end\n' + end),
    code: 'unknown-value',
    line: 10,
    message: 'nothing is called "order.number"',
    mend: 'use one of',
  },
  {
    title: 'a field an order does not have',
    yaml: file(`  start:
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
    none: end
    then: tell
  tell:
    say: { ru: "{{order.staeg}}", en: "{{order.stage}}" }
    then: end
${end}`),
    code: 'unknown-value',
    line: 26,
    message: 'nothing is called "order.staeg"',
    mend: 'did you mean "order.stage"?',
  },
  {
    title: 'a value that is not known on every way',
    yaml: file(`  start:
    ask: { ru: Да?, en: Yes? }
    into: way
    choices:
      - { value: one, label: { ru: Раз, en: One }, then: name }
      - { value: two, label: { ru: Два, en: Two }, then: tell }
  name:
    ask: { ru: Имя?, en: Name? }
    answer: text
    into: name
    then: tell
  tell:
    say: { ru: "{{name}}", en: "{{name}}" }
    then: end
${end}`),
    code: 'value-not-known-yet',
    line: 21,
    message: '"name" may not be known yet at step "tell"',
    mend: 'on every way',
  },
  {
    title: 'a look-up people come to without signing in',
    yaml: file('  start:\n    lookUp: orders.current\n    into: orders\n    then: end\n' + end),
    code: 'needs-sign-in',
    line: 10,
    message: 'not signed in can come to look-up "start"',
    mend: 'if: person.signedIn',
  },
  {
    title: 'a name only signed-in people have',
    yaml: file('  start:\n    say: { ru: "{{person.name}}", en: Hello }\n    then: end\n' + end),
    code: 'needs-sign-in',
    line: 10,
    message: '"person.name" is known only of people who are signed in',
    mend: 'if: person.signedIn',
  },
  {
    title: 'a look-up that does not exist',
    yaml: file(
      '  start:\n    branch:\n      - { if: person.signedIn, then: find }\n      - { otherwise: end }\n  find:\n    lookUp: orders.curent\n    into: orders\n    then: end\n' +
        end,
    ),
    code: 'unknown-look-up',
    line: 14,
    message: 'there is no look-up "orders.curent"',
    mend: 'did you mean "orders.current"?',
  },
  {
    title: 'a comparison with a value that never comes',
    yaml: file(`  start:
    ask: { ru: Да?, en: Yes? }
    into: way
    choices:
      - { value: card, label: { ru: Карта, en: Card } }
      - { value: bank, label: { ru: Банк, en: Bank } }
    then: fork
  fork:
    branch:
      - { if: way = crad, then: end }
      - { otherwise: end }
${end}`),
    code: 'wrong-value',
    line: 18,
    message: '"way" is never "crad"',
    mend: 'did you mean "card"?',
  },
  {
    title: 'too few forms of a counted word',
    yaml: file(`  start:
    branch:
      - { if: person.signedIn, then: find }
      - { otherwise: end }
  find:
    lookUp: orders.current
    into: orders
    then: tell
  tell:
    say: { ru: "{{orders.count | заказ, заказа}}", en: "{{orders.count | order, orders}}" }
    then: end
${end}`),
    code: 'wrong-value',
    line: 18,
    message: 'has the wrong number of forms',
    mend: 'день, дня, дней',
  },
  {
    title: 'an unknown article',
    yaml: file('  start:\n    article: pay-invoise\n    then: end\n' + end),
    code: 'unknown-article',
    line: 10,
    message: 'there is no article "pay-invoise"',
    mend: 'did you mean "pay-invoice"?',
  },
  {
    title: 'an unknown queue',
    yaml: file('  start:\n    handOff: { queue: delivry, reason: asked }\n'),
    code: 'unknown-queue',
    line: 10,
    message: 'there is no queue "delivry"',
    mend: 'did you mean "delivery"?',
  },
  {
    title: 'an unknown topic',
    yaml: file(end, 'topic: oders\nqueue: delivery'),
    code: 'unknown-topic',
    line: 2,
    message: 'there is no topic "oders"',
    mend: 'did you mean "orders"?',
  },
  {
    title: 'an unknown scenario',
    yaml: file('  start:\n    goTo: { scenario: othr }\n'),
    code: 'unknown-scenario',
    line: 10,
    message: 'there is no scenario "othr"',
    mend: 'did you mean "other"?',
  },
  {
    title: 'too few examples',
    yaml: file(end).replace('ru: [a, b, c, d, e, f, g, h]', 'ru: [a, b]'),
    code: 'wrong-value',
    line: 6,
    message: 'needs at least 8 examples',
    mend: 'takes: {}',
  },
  {
    title: 'the same example twice',
    yaml: file(end).replace('ru: [a, b, c', 'ru: [a, A!, c'),
    code: 'duplicate',
    line: 6,
    message: 'the example "A!" is there twice',
    mend: 'other words',
  },
  {
    title: 'one name for two kinds of values',
    yaml: file(`  start:
    ask: { ru: Да?, en: Yes? }
    answer: text
    into: thing
    then: next
  next:
    ask: { ru: Да?, en: Yes? }
    into: thing
    choices:
      - { value: one, label: { ru: Раз, en: One } }
      - { value: two, label: { ru: Два, en: Two } }
    then: end
${end}`),
    code: 'wrong-value',
    line: 16,
    message: '"thing" is used for two different kinds',
    mend: 'another name',
  },
  {
    title: 'aliases, by which a small file can grow without bound',
    yaml: file(
      '  start:\n    say: &a { ru: Да, en: Yes }\n    then: again\n  again:\n    say: *a\n    then: end\n' + end,
    ),
    code: 'syntax',
    line: 1,
    message: 'aliases',
    mend: 'write the text out',
  },
];

/** People who are signed in come to `next`. */
const signedIn = `  start:
    branch:
      - { if: person.signedIn, then: next }
      - { otherwise: end }
`;
const ask = '    ask: { ru: Да?, en: Yes? }\n';
const say = (text: string) => `    say: { ru: "${text}", en: "${text}" }\n    then: end\n`;

const brokenToo: typeof broken = [
  {
    title: 'a scenario of no type',
    yaml: file(end).replace('type: question\n', ''),
    code: 'missing-field',
    line: 1,
    message: 'type is missing',
    mend: 'question, problem, request or complaint',
  },
  {
    title: 'an audience there is not',
    yaml: file(end, 'topic: orders\nqueue: delivery\naudience: friends'),
    code: 'wrong-value',
    line: 4,
    message: 'is everyone, signedIn, or',
    mend: 'docs/scenarios.md',
  },
  {
    title: 'a segment there is not',
    yaml: file(end, 'topic: orders\nqueue: delivery\naudience: { segments: [key-account] }'),
    code: 'unknown-segment',
    line: 4,
    message: 'there is no segment "key-account"',
    mend: 'did you mean "key-accounts"?',
  },
  {
    title: 'an answer of no known kind',
    yaml: file(
      `  start:\n${ask}    answer: colour\n    into: colour\n    from: colours\n    none: end\n    then: end\n${end}`,
    ),
    code: 'wrong-value',
    line: 11,
    message: 'an answer is one of text, number, date',
    mend: 'docs/scenarios.md',
  },
  {
    title: 'a question for files without a way for those who have none',
    yaml: file(`  start:\n${ask}    answer: file\n    into: photos\n    then: end\n${end}`),
    code: 'missing-field',
    line: 9,
    message: 'none of step "start" is missing',
    mend: 'add "none:"',
  },
  {
    title: 'a day that is not written as one',
    yaml: file(`  start:\n${ask}    answer: date\n    earliest: in a week\n    into: day\n    then: end\n${end}`),
    code: 'wrong-value',
    line: 12,
    message: 'is not a day; write today, today+3',
    mend: 'docs/scenarios.md',
  },
  {
    title: 'a day bounded by something else',
    yaml: file(`  start:\n${ask}    answer: date\n    latest: page.orders\n    into: day\n    then: end\n${end}`),
    code: 'wrong-value',
    line: 12,
    message: '"page.orders" is not a day',
    mend: 'today+3',
  },
  {
    title: 'bounds no day lies between',
    yaml: file(
      `  start:\n${ask}    answer: date\n    earliest: today+9\n    latest: today+3\n    into: day\n    then: end\n${end}`,
    ),
    code: 'wrong-value',
    line: 12,
    message: 'no day is after the earliest and before the latest',
    mend: 'exchange',
  },
  {
    title: 'bounds no number lies between',
    yaml: file(`  start:\n${ask}    answer: number\n    min: 9\n    max: 3\n    into: count\n    then: end\n${end}`),
    code: 'wrong-value',
    line: 12,
    message: 'no number is at least 9 and at most 3',
    mend: 'exchange min and max',
  },
  {
    title: 'a suggestion of another kind',
    yaml: file(
      `  start:\n${ask}    label: { ru: День, en: Day }\n    answer: date\n    suggest: person.email\n    into: day\n    then: end\n${end}`,
    ),
    code: 'wrong-value',
    line: 13,
    message: '"person.email" is text, and the question asks for date',
    mend: 'suggest a value that is day',
  },
  {
    title: 'a suggestion without a name',
    yaml: file(`  start:\n${ask}    answer: email\n    suggest: person.email\n    into: email\n    then: end\n${end}`),
    code: 'wrong-value',
    line: 12,
    message: 'what is suggested has no name',
    mend: 'label:',
  },
  {
    title: 'two answers that are said alike',
    yaml: file(`  start:
${ask}    into: way
    choices:
      - { value: one, label: { ru: Раз, en: One }, words: { ru: [первый], en: [first] } }
      - { value: two, label: { ru: Два, en: Two }, words: { ru: [Первый!], en: [second] } }
    then: end
${end}`),
    code: 'duplicate',
    line: 14,
    message: '"Первый!" means both "one" and "two"',
    mend: 'one of them only',
  },
  {
    title: 'a line of a branch that an earlier one takes',
    yaml: file(`  start:
    branch:
      - { if: company.open, then: end }
      - { if: company.open, then: other }
      - { otherwise: other }
  other:
    resolve: true
${end}`),
    code: 'unreachable',
    line: 12,
    message: 'is never taken: an earlier one has the same condition',
    mend: 'change its condition',
  },
  {
    title: 'a line of a branch after the last one',
    yaml: file(`  start:\n    branch:\n      - { otherwise: end }\n      - { if: company.open, then: end }\n${end}`),
    code: 'wrong-value',
    line: 10,
    message: '"otherwise" is the last one',
    mend: 'docs/scenarios.md',
  },
  {
    title: 'a circle of questions with no way out',
    yaml: file(`  start:
${ask}    into: way
    choices:
      - { value: one, label: { ru: Раз, en: One }, then: round }
      - { value: two, label: { ru: Два, en: Two }, then: end }
  round:
${ask}    answer: text
    into: word
    then: round
${end}`),
    code: 'dead-end',
    line: 15,
    message: 'from step "round" no way leads to an end',
    mend: 'lead on to an end',
  },
  {
    title: 'segments compared as if there were one',
    yaml: file(`${signedIn}  next:
    branch:
      - { if: customer.segments = key-accounts, then: end }
      - { otherwise: other }
  other:
    resolve: true
${end}`),
    code: 'wrong-value',
    line: 15,
    message: '"customer.segments" may hold several',
    mend: 'customer.segments has <key>',
  },
  {
    title: 'a role there is not',
    yaml: file(`${signedIn}  next:
    branch:
      - { if: person.role = boss, then: end }
      - { otherwise: other }
  other:
    resolve: true
${end}`),
    code: 'wrong-value',
    line: 15,
    message: '"person.role" is never "boss"',
    mend: 'accountant',
  },
  {
    title: 'a day compared with no day',
    yaml: file(`  start:
    branch:
      - { if: today >= December, then: end }
      - { otherwise: other }
  other:
    resolve: true
${end}`),
    code: 'wrong-value',
    line: 11,
    message: '"today" is a day',
    mend: '2026-12-31',
  },
  {
    title: 'a heading the article does not have',
    yaml: file(`  start:\n    article: pay-invoice\n    excerpt: { ru: Картой, en: By cart }\n    then: end\n${end}`),
    code: 'unknown-heading',
    line: 11,
    message: 'article "pay-invoice" has no heading "By cart"',
    mend: 'did you mean "By card"?',
  },
  {
    title: 'an unknown action',
    yaml: file(`${signedIn}  next:\n    act: task.make\n    with: { title: { literal: Стол } }\n    then: end\n${end}`),
    code: 'unknown-action',
    line: 14,
    message: 'there is no action "task.make"',
    mend: 'task.create',
  },
  {
    title: 'an action that changes something without asking',
    yaml: file(
      `${signedIn}  next:\n    act: task.create\n    with: { title: { literal: Стол } }\n    then: end\n${end}`,
    ),
    code: 'unconfirmed',
    line: 14,
    message: '"task.create" changes something, and nobody is asked before',
    mend: 'confirm:',
  },
  {
    title: 'a confirmation that does not say where a no leads',
    yaml: file(
      `  start:\n    act: callback.ask\n    with: { phone: { literal: "+74951234567" } }\n    confirm: { ru: Да?, en: Yes? }\n    then: end\n${end}`,
    ),
    code: 'dead-end',
    line: 9,
    message: 'does not say where to go when the person says no',
    mend: 'add "no: <step>"',
  },
  {
    title: 'an action without what it needs',
    yaml: file(
      `  start:\n    act: callback.ask\n    confirm: { ru: Да?, en: Yes? }\n    no: end\n    then: end\n${end}`,
    ),
    code: 'missing-field',
    line: 9,
    message: '"callback.ask" needs "phone"',
    mend: 'with: { phone: <value> }',
  },
  {
    title: 'an action given what it does not take',
    yaml: file(
      `  start:\n    act: callback.ask\n    with: { phone: { literal: "1" }, hour: { literal: "9" } }\n    confirm: { ru: Да?, en: Yes? }\n    no: end\n    then: end\n${end}`,
    ),
    code: 'unknown-field',
    line: 11,
    message: '"callback.ask" takes no "hour"',
    mend: 'use one of',
  },
  {
    title: 'an action given a value of another kind',
    yaml: file(`${signedIn}  next:\n    act: order.seen\n    with: { order: person.email }\n    then: end\n${end}`),
    code: 'wrong-value',
    line: 15,
    message: '"order" of "order.seen" must be order, and this is text',
    mend: 'give it order',
  },
  {
    title: 'an action visitors come to who cannot do it',
    yaml: file(
      `  start:\n    act: task.create\n    with: { title: { literal: Стол } }\n    confirm: { ru: Да?, en: Yes? }\n    no: end\n    then: end\n${end}`,
    ),
    code: 'needs-sign-in',
    line: 10,
    message: 'not signed in can come to act "start"',
    mend: 'if: person.signedIn',
  },
  {
    title: 'something remembered of an action that gives nothing',
    yaml: file(
      `${signedIn}  next:\n    act: order.seen\n    into: seen\n    with: { order: order }\n    then: end\n${end}`,
    ),
    code: 'wrong-value',
    line: 15,
    message: 'nothing comes of "order.seen"',
    mend: 'remove "into"',
  },
  {
    title: 'a scenario that calls itself',
    yaml: file(`  start:\n    call: sample\n    then: end\n${end}`),
    code: 'endless-loop',
    line: 10,
    message: 'scenario "sample" calls itself and would never end',
    mend: 'goTo',
  },
  {
    title: 'a scenario that calls itself through another one',
    yaml: file(`  start:\n    call: mirror\n    then: end\n${end}`),
    code: 'endless-loop',
    line: 10,
    message: 'calls itself through "mirror"',
    mend: 'call another one',
  },
  {
    title: 'a call of a scenario that never returns',
    yaml: file(`  start:\n    call: endless\n    then: end\n${end}`),
    code: 'never-returns',
    line: 10,
    message: 'scenario "endless" never returns',
    mend: 'return: [names]',
  },
  {
    title: 'a call without what the other one takes',
    yaml: file(`  start:\n    call: contact\n    then: end\n${end}`),
    code: 'missing-field',
    line: 9,
    message: 'scenario "contact" takes "order"',
    mend: 'with: { order: <value> }',
  },
  {
    title: 'a call with a value of another kind',
    yaml: file(`  start:\n    call: contact\n    with: { order: { literal: "2418" } }\n    then: end\n${end}`),
    code: 'wrong-value',
    line: 11,
    message: '"order" must be order, and this is text',
    mend: 'give it order',
  },
  {
    title: 'a call that wants what is not returned',
    yaml: file(
      `  start:\n    call: contact\n    with: { order: { literal: "1" } }\n    into: { number: fone }\n    then: end\n${end}`,
    ),
    code: 'unknown-value',
    line: 12,
    message: 'scenario "contact" does not always return "fone"',
    mend: 'did you mean "phone"?',
  },
  {
    title: 'a part that never returns',
    yaml: file(end, 'topic: orders\nqueue: delivery\ntakes: {}'),
    code: 'never-returns',
    line: 4,
    message: '"sample" is a part and never returns',
    mend: 'return: [names]',
  },
  {
    title: 'a part that people are led into for good',
    yaml: file('  start:\n    goTo: { scenario: contact }\n'),
    code: 'wrong-value',
    line: 10,
    message: 'is a part: it is only called',
    mend: 'call: part',
  },
  {
    title: 'a circle through a call that asks nothing',
    yaml: file(
      `  start:\n    call: other\n    then: again\n  again:\n${say('Ещё').replace('then: end', 'then: start')}`,
    ),
    code: 'endless-loop',
    line: 14,
    message: 'step "again" goes back to "start"',
    mend: 'put a question into the circle',
  },
  {
    title: 'something a part did not keep to itself',
    yaml: file(
      `  start:\n    call: contact\n    with: { order: { literal: "1" } }\n    then: tell\n  tell:\n${say('{{phone}}')}${end}`,
    ),
    code: 'unknown-value',
    line: 14,
    message: 'nothing is called "phone"',
    mend: 'use one of',
  },
];

describe('the verifier', () => {
  it('finds nothing wrong with a whole scenario', () => {
    expect(check(file('  start:\n    say: { ru: Да, en: Yes }\n    then: end\n' + end))).toEqual([]);
  });

  it.each([...broken, ...brokenToo])(
    'names the line and the way to mend $title',
    ({ yaml, code, line, message, mend }) => {
      const faults = check(yaml);
      expect(faults.map(({ code, line }) => ({ code, line }))).toContainEqual({ code, line });
      const fault = faults.find((each) => each.code === code && each.line === line && each.message.includes(message));
      expect(fault, faults.map(faultLine).join('\n')).toBeDefined();
      expect(fault?.mend).toContain(mend);
    },
  );

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

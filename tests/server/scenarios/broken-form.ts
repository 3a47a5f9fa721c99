import { end, file, type Broken } from './broken.ts';

/** Faults of form, ways and names. */
export const brokenForm: readonly Broken[] = [
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

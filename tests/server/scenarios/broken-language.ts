import { end, file, type Broken } from './broken.ts';

/** People who are signed in come to `next`. */
const signedIn = `  start:
    branch:
      - { if: person.signedIn, then: next }
      - { otherwise: end }
`;
const ask = '    ask: { ru: Да?, en: Yes? }\n';
const say = (text: string) => `    say: { ru: "${text}", en: "${text}" }\n    then: end\n`;

/** Faults of answers, conditions, acts and calls. */
export const brokenLanguage: readonly Broken[] = [
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
    code: 'duplicate',
    line: 12,
    message: 'branch "start" has this condition twice',
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
    message: '"hour" is nothing that "callback.ask" takes',
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
    message: 'scenario "sample" calls itself ("sample") and would never end',
    mend: 'goTo',
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
    message: '"fone" is not always returned by scenario "contact"',
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
    title: 'two scenarios that lead into each other for ever',
    yaml: file('  start:\n    goTo: { scenario: pong }\n'),
    code: 'endless-loop',
    line: 10,
    message: 'scenarios "sample" and "pong" lead into each other',
    mend: 'let one of them ask something',
  },
  {
    title: 'a scenario for others that takes over',
    yaml: file('  start:\n    goTo: { scenario: private }\n'),
    code: 'needs-sign-in',
    line: 10,
    message: '"private" is for people who are signed in',
    mend: 'if: person.signedIn',
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
  {
    title: 'a value that takes the name of the company',
    yaml: file(`  start:\n${ask}    answer: text\n    into: company\n    then: end\n${end}`),
    code: 'wrong-value',
    line: 12,
    message: '"company" always means something else',
    mend: 'another name',
  },
];

import { z } from 'zod';
import { locales } from '#content/locales.ts';
import { parseCondition } from './condition.ts';
import { handOffReasons } from './scenario.ts';

// What a scenario file may say. Every object is strict, so that a misspelled field is an error and not silence.

const text = z.string().trim().min(1).max(1500);
const texts = z.strictObject({ ru: text, en: text });
const stepId = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'a step is named like whichOrder: letters and digits, small first letter');
const name = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'a value is named like newDay: letters and digits, small first letter');
const key = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a key is written like where-is-my-order');
const examples = z.array(text.max(300)).min(8, 'needs at least 8 examples in the words of customers').max(100);
const literal = z.union([z.string().max(300), z.number(), z.boolean()]);
const words = z.array(z.string().trim().min(1).max(60)).max(20);

const condition = z.string().transform((source, context) => {
  const parsed = parseCondition(source);
  if (parsed) return parsed;
  context.addIssue('is not a condition; write it like: order.late and orders.count > 1');
  return z.NEVER;
});

const choice = z.strictObject({
  value: z.string().regex(/^[A-Za-z0-9-]{1,40}$/, 'a value is one word of Latin letters, digits and hyphens'),
  label: texts,
  words: z.strictObject({ ru: words, en: words }).optional(),
  then: stepId.optional(),
});

const asking = { ask: texts, label: texts.optional(), into: name };

/** One shape per kind of step; a question has three. */
export const stepShapes = {
  say: z.strictObject({ say: texts, then: stepId }),
  askChoice: z.strictObject({ ...asking, choices: z.array(choice).min(2).max(8), then: stepId.optional() }),
  askText: z.strictObject({ ...asking, answer: z.literal('text'), then: stepId }),
  askItem: z.strictObject({
    ...asking,
    answer: z.enum(['order', 'invoice'], 'an answer is text, order or invoice; or the question has choices'),
    from: name,
    none: stepId,
    single: z.enum(['confirm', 'take']).default('confirm'),
    then: stepId,
  }),
  lookUp: z.strictObject({
    lookUp: z.string(),
    into: name,
    with: z.record(name, name).default({}),
    failed: stepId.optional(),
    then: stepId,
  }),
  branch: z.strictObject({
    branch: z
      .array(
        z.union([z.strictObject({ if: condition, then: stepId }), z.strictObject({ otherwise: stepId })], {
          error: 'a branch has lines like "- if: order.late" with "then: late", and a last line "- otherwise: other"',
        }),
      )
      .min(1),
  }),
  set: z.strictObject({ set: z.record(name, z.union([literal, z.strictObject({ from: z.string() })])), then: stepId }),
  article: z.strictObject({ article: key, text: texts.optional(), then: stepId }),
  didItHelp: z.strictObject({
    didItHelp: z.union([z.literal(true), texts]),
    yes: stepId.optional(),
    no: stepId.optional(),
  }),
  handOff: z.strictObject({
    handOff: z.strictObject({ queue: z.string().optional(), reason: z.enum(handOffReasons) }),
    text: texts.optional(),
  }),
  resolve: z.strictObject({ resolve: z.union([z.literal(true), texts]) }),
  goTo: z.strictObject({ goTo: z.union([stepId, z.strictObject({ scenario: key })]) }),
} as const;
/** The fields of which a step has exactly one; it says what kind of step it is. */
export const stepKinds = [
  'say',
  'ask',
  'lookUp',
  'branch',
  'set',
  'article',
  'didItHelp',
  'handOff',
  'resolve',
  'goTo',
] as const;
export type StepKind = (typeof stepKinds)[number];

/** The file around the steps; the steps themselves are read one by one, so that each fault names its step. */
export const scenarioShape = z.strictObject({
  key,
  topic: z.string().min(1),
  queue: z.string().min(1),
  title: texts,
  examples: z.strictObject(
    Object.fromEntries(locales.map((locale) => [locale, examples])) as { ru: typeof examples; en: typeof examples },
  ),
  covers: z.array(key).max(20).default([]),
  steps: z.record(stepId, z.record(z.string(), z.unknown())),
});

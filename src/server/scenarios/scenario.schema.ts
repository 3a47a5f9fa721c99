import { z } from 'zod';
import { locales } from '#content/locales.ts';
import { parseCondition } from './condition.ts';
import { handOffPriorities, handOffReasons, scenarioTypes, takenKinds, type DayBound } from './scenario.ts';

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
/** How many examples a scenario needs in each language; a part of others needs none. */
export const EXAMPLES = 8;
const examples = z.array(text.max(300)).max(100);
const literal = z.union([z.string().max(300), z.number(), z.boolean()]);
/** A name, or a field of what is remembered, of the person or of the company. */
const path = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)?$/, 'a value is written like newDay, order.number or person.email');
const given = z.union([path.transform((from) => ({ from })), z.strictObject({ literal })], {
  error: 'write the name of a value, or { literal: … }',
});
const dayBound = z.string().transform((source, context): DayBound => {
  const counted = /^today(?:\s*([+-])\s*(\d{1,3}))?$/.exec(source);
  if (counted) return { today: Number(`${counted[1] ?? ''}${counted[2] ?? '0'}`) };
  if (path.safeParse(source).success) return { from: source };
  context.addIssue('is not a day; write today, today+3, or the name of a day that is known');
  return z.NEVER;
});
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

const suggesting = { ...asking, suggest: path.optional(), then: stepId };
const answers = 'text, number, date, email, phone, file, order, invoice, document';

/** One shape per kind of step; a question has several. */
export const stepShapes = {
  say: z.strictObject({ say: texts, then: stepId }),
  askChoice: z.strictObject({ ...asking, choices: z.array(choice).min(2).max(8), then: stepId.optional() }),
  askText: z.strictObject({ ...suggesting, answer: z.enum(['text', 'email', 'phone']) }),
  askNumber: z.strictObject({
    ...suggesting,
    answer: z.literal('number'),
    min: z.number().optional(),
    max: z.number().optional(),
    whole: z.boolean().default(false),
  }),
  askDate: z.strictObject({
    ...suggesting,
    answer: z.literal('date'),
    earliest: dayBound.optional(),
    latest: dayBound.optional(),
    workdays: z.boolean().default(false),
  }),
  askFile: z.strictObject({ ...asking, answer: z.literal('file'), none: stepId, then: stepId }),
  askItem: z.strictObject({
    ...asking,
    answer: z.enum(['order', 'invoice', 'document'], `an answer is one of ${answers}; or the question has choices`),
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
      .min(1)
      .refine((lines) => lines.slice(0, -1).every((line) => 'if' in line), 'a line "otherwise" is the last one'),
  }),
  set: z.strictObject({ set: z.record(name, z.union([literal, z.strictObject({ from: path })])), then: stepId }),
  article: z.strictObject({ article: key, text: texts.optional(), excerpt: texts.optional(), then: stepId }),
  call: z.strictObject({
    call: key,
    with: z.record(name, given).default({}),
    into: z.record(name, name).default({}),
    then: stepId,
  }),
  return: z.strictObject({ return: z.array(name).max(20) }),
  act: z.strictObject({
    act: z.string(),
    with: z
      .record(
        name,
        z.union([given, texts.transform((each) => ({ text: each }))], {
          error: 'write the name of a value, { literal: … }, or a text in every language',
        }),
      )
      .default({}),
    confirm: texts.optional(),
    no: stepId.optional(),
    into: name.optional(),
    failed: stepId.optional(),
    then: stepId,
  }),
  didItHelp: z.strictObject({
    didItHelp: z.union([z.literal(true), texts]),
    yes: stepId.optional(),
    no: stepId.optional(),
  }),
  handOff: z.strictObject({
    handOff: z.strictObject({
      queue: z.string().optional(),
      reason: z.enum(handOffReasons),
      priority: z.enum(handOffPriorities).default('normal'),
    }),
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
  'call',
  'return',
  'act',
  'didItHelp',
  'handOff',
  'resolve',
  'goTo',
] as const;
export type StepKind = (typeof stepKinds)[number];

/** The file around the steps; the steps themselves are read one by one, so that each fault names its step. */
export const scenarioShape = z.strictObject({
  key,
  // The verifier wants it written; versions published before there were types are questions.
  type: z.enum(scenarioTypes).default('question'),
  topic: z.string().min(1),
  subtopic: texts.optional(),
  queue: z.string().min(1),
  owner: z.email('is an e-mail address').optional(),
  audience: z
    .union(
      [
        z.enum(['everyone', 'signedIn']),
        z.strictObject({ segments: z.array(z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,39}$/u)).min(1) }),
      ],
      { error: 'is everyone, signedIn, or { segments: [key-accounts] }' },
    )
    .default('everyone'),
  takes: z.record(name, z.enum(takenKinds)).optional(),
  title: texts,
  examples: z
    .strictObject(
      Object.fromEntries(locales.map((locale) => [locale, examples])) as { ru: typeof examples; en: typeof examples },
    )
    .default({ ru: [], en: [] }),
  covers: z.array(key).max(20).default([]),
  steps: z.record(stepId, z.record(z.string(), z.unknown())),
});

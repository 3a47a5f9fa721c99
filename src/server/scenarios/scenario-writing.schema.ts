import { z } from 'zod';
import type { WordKey } from '#content/words.ts';
import { scenarioFilters } from './scenario-list.queries.ts';
import { MAX_SOURCE } from './save-version.ts';

const say = (key: WordKey) => key;

/** `/desk/scenarios/[key]` */
export const scenarioParams = z.object({
  key: z
    .string()
    .max(60)
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/),
});

const save = z.coerce.number().int().min(0).max(1_000_000).default(0);
const source = z
  .string()
  .max(MAX_SOURCE, say('scenario.error.tooLong'))
  .transform((text) => text.replaceAll('\r\n', '\n'));
const words = z
  .string()
  .trim()
  .max(500, say('error.tooLong'))
  .default('')
  .transform((text) => text || null);

const record = z.record(z.string(), z.string());
/** Fields of a script's making; what cannot be read is as if it were not there. */
const jsonOf = <T>(schema: z.ZodType<T>, otherwise: T) =>
  z
    .string()
    .default('')
    .transform((text): T => {
      try {
        const parsed = schema.safeParse(JSON.parse(text));
        return parsed.success ? parsed.data : otherwise;
      } catch {
        return otherwise;
      }
    });

/** One thing somebody did while trying a scenario out. */
const tried = z.discriminatedUnion('do', [
  z.object({ do: z.literal('say'), text: z.string().max(2_000), value: z.string().max(200).optional() }),
  z.object({ do: z.literal('back') }),
]);
export type Tried = z.output<typeof tried>;
const MOST_TRIED = 60;

/** The form of a scenario: its text, the fields beside it (`f.…`), what is tried out. Which button was pressed is `act`. */
export const scenarioForm = z.looseObject({
  source,
  save,
  reason: words,
  /** Marks of the fields as they were drawn. */
  shown: jsonOf(record, {}),
  /** The text all of this began with, for joining it with what others saved meanwhile. */
  base: z.string().max(MAX_SOURCE).optional(),
  act: z.enum(['save', 'check', 'submit', 'publish', 'try']).catch('save').default('save'),
  try: z.string().max(200).optional(),
  tryText: z.string().max(2_000).default(''),
  /** `person:`, a mail address of 254 characters at most, `:` and the id of a customer. */
  tryAs: z.string().max(310).default(''),
  /** Whom to look for among customers. */
  tryFind: z.string().max(100).default(''),
  tryLocale: z.string().max(5).default(''),
  tried: jsonOf(z.array(tried).max(MOST_TRIED), []),
});
export type ScenarioFormInput = z.output<typeof scenarioForm>;

/** What a script saves while somebody writes. */
export const scenarioAutosave = z.object({ source, save });

/** The small forms beside it. */
export const scenarioActForm = z.object({
  act: z.enum(['return', 'discard', 'question', 'putBack']),
  save,
  note: z.string().trim().max(2_000, say('error.tooLong')).default(''),
});

/** The form of a new scenario. */
export const newScenarioForm = z.object({
  title: z.string().trim().min(5, say('scenarios.error.title')).max(120, say('scenarios.error.title')),
  key: z
    .string()
    .trim()
    .toLowerCase()
    .max(60, say('scenario.error.key'))
    .regex(/^(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*)?$/u, say('scenario.error.key'))
    .default(''),
  topic: z.string().min(1, say('help.unknownCategory')).max(80),
  queue: z.string().min(1).max(40),
});

/** The query of the list. */
export const scenarioListQuery = z.object({
  show: z.enum(scenarioFilters).catch('all'),
  topic: z.string().max(80).catch(''),
  q: z.string().max(200).catch(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

const number = z.coerce.number().int().min(1).max(1_000_000);

/** Which two versions are compared, or which save of the draft is looked at; `saves`: all of them are listed. */
export const versionsQuery = z.object({
  from: number.optional().catch(undefined),
  to: number.optional().catch(undefined),
  save: number.optional().catch(undefined),
  saves: z.literal('all').optional().catch(undefined),
});
/** Takes up an earlier version, or an earlier save of the draft: `began` is the last one that was seen. */
export const restoreVersionForm = z.union([z.object({ save: number, began: number }), z.object({ version: number })]);

import { z } from 'zod';

const key = z.string().regex(/^[a-z0-9-]{1,80}$/u);
const runId = z.uuid();
const turns = z.coerce.number().int().min(0).max(1_000_000);
const listed = z.preprocess(
  (value): unknown => (value === undefined || Array.isArray(value) ? (value ?? []) : [value]),
  z.array(z.string().max(60)).max(20),
);
const MOST = 5_000;

const answer = { run: runId, turns, text: z.string().max(MOST).default(''), files: listed.default([]) };

/**
 * What a form of a script asks: `do` is `resume`, `start` with a scenario, or a move – an answer entered (`enter`) or pressed
 * (`press:<value>`), `back`, `restart`, `change:<step>`.
 */
export const scriptForm = z.union([
  z.object({ do: z.literal('resume') }),
  z.object({ do: z.literal('start'), scenario: key }),
  z.object({
    do: z.string().regex(/^(?:enter|back|restart|press:.{1,200}|change:[^\s]{1,200})$/u),
    ...answer,
  }),
]);
export type ScriptForm = z.output<typeof scriptForm>;

/** Beginning a scenario on the phone: with whom, and which. */
export const phoneScriptForm = z.object({ person: z.uuid(), scenario: key });
export const phoneParams = z.object({ id: z.uuid(), run: z.uuid() });

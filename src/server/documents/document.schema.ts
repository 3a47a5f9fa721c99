import { z } from 'zod';
import type { WordKey } from '#content/words.ts';
import { documentAsks, documentKinds } from './document.ts';

const say = (key: WordKey) => key;
const text = (max: number) => z.string().trim().min(1, say('error.required')).max(max, say('error.tooLong'));
const optional = (max: number) =>
  z
    .string()
    .trim()
    .max(max, say('error.tooLong'))
    .transform((value) => (value === '' ? null : value))
    .default(null);

export const documentId = z.string().regex(/^[0-9a-f-]{36}$/);
export const versionNumber = z.coerce.number().int().min(1).max(10_000);

/** What a customer says about a file they send. */
export const uploadForm = z.object({
  clientId: z.uuid().optional(),
  kind: z.enum(documentKinds),
  title: text(200),
  note: optional(500),
  about: optional(80),
});

/** What our people say about a document they offer. */
export const offerForm = uploadForm.extend({
  customerId: text(40),
  asks: z.enum(documentAsks),
  /** The number of what it belongs to, where there is too much to choose from; goes before what was chosen. */
  aboutTyped: optional(80),
});
export const versionForm = z.object({ note: optional(500) });

const version = { version: versionNumber };
/** What a customer does with a version. */
export const answerForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('accept'), ...version }),
  z.object({ act: z.literal('decline'), ...version, reason: text(1_000) }),
  z.object({ act: z.literal('code'), ...version }),
  z.object({
    act: z.literal('sign'),
    ...version,
    name: z.string().trim().min(3, say('document.sign.nameShort')).max(150, say('error.tooLong')),
    code: z
      .string()
      .transform((value) => value.replace(/\D/g, ''))
      .pipe(z.string().length(6, say('document.sign.codeDigits'))),
  }),
]);
export type DocumentAct = z.infer<typeof answerForm>;

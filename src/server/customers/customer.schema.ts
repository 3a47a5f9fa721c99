import { z } from 'zod';
import { locales } from '#content/locales.ts';
import type { WordKey } from '#content/words.ts';

const say = (key: WordKey) => key;
/** A field that may stay empty, as forms send it. */
const optional = (max: number) =>
  z
    .string()
    .trim()
    .max(max, say('error.tooLong'))
    .transform((text) => (text === '' ? null : text))
    .default(null);

export const customerId = z.string().min(1).max(40);

/** How a customer is called, printed on documents and reached. */
export const customerDetails = z.object({
  kind: z.enum(['company', 'person'], say('error.required')),
  name: z.string(say('error.required')).trim().min(1, say('error.required')).max(200, say('error.tooLong')),
  /** As printed: «ИНН 7714556677», `DE298765432`. */
  taxId: optional(40),
  address: optional(300),
  phone: optional(40),
  locale: z.enum(locales),
});
export type CustomerDetails = z.infer<typeof customerDetails>;

/** A readable key, so that rules and addresses can name it. */
export const segmentKey = z
  .string()
  .trim()
  .toLowerCase()
  .max(40, say('error.tooLong'))
  .regex(/^[\p{L}\p{N}](?:[\p{L}\p{N} _-]*[\p{L}\p{N}])?$/u, say('customer.segment.wrong'));

/** Who looks after a customer, and which group they belong to. Empty is nobody and none. */
export const customerCare = z.object({
  managerId: optional(40),
  segment: z
    .union([z.literal('').transform(() => null), segmentKey])
    .nullable()
    .default(null),
});
export type CustomerCare = z.infer<typeof customerCare>;

export const customerSorts = ['name', 'since'] as const;
export const customerDebts = ['any', 'owes', 'overdue'] as const;

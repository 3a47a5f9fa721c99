import { z } from 'zod';
import type { Reader } from '#db/client.ts';
import { getSetting } from './settings.ts';

/** A prefix of any characters that addresses and paper can carry, and at its end where the number goes. */
const template = z
  .string()
  .trim()
  .max(30)
  .regex(/^[\p{L}\p{N} ./_-]*\{n\}$/u);

/** How numbers are given to what is made by hand; kept in the settings table under `numbering`. */
export const numberingSchema = z.object({ invoice: template, order: template });
export type Numbering = z.infer<typeof numberingSchema>;

export const usualNumbering: Numbering = { invoice: '{n}', order: '{n}' };

export const getNumbering = async (db: Reader): Promise<Numbering> =>
  (await getSetting(db, 'numbering', numberingSchema)) ?? usualNumbering;

/** What stands before the number: `СЧ-{n}` → `СЧ-`. */
export const prefixOf = (text: string): string => text.slice(0, -'{n}'.length);

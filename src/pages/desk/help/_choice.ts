import { z } from 'astro/zod';
import { locales, type Locale } from '#content/locales.ts';
import { demandPeriods } from '#server/help-center/index.ts';

const DAYS = 30;

/** Period and language an address asks for; what it cannot mean is read as the last month in the reader's language. */
export function readPeriod(query: URLSearchParams, reader: Locale): { days: number; language: Locale } {
  return z
    .object({
      days: z.coerce
        .number()
        .catch(DAYS)
        .transform((days) => demandPeriods.find((each) => each === days) ?? DAYS),
      language: z.enum(locales).catch(reader),
    })
    .parse(Object.fromEntries(query));
}

export const readPage = (query: URLSearchParams): number =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .catch(1)
    .parse(query.get('page') ?? 1);

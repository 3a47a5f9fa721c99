import { z } from 'zod';
import type { Period } from '#server/billing/index.ts';

const days = z
  .object({ from: z.iso.date(), to: z.iso.date() })
  .refine(({ from, to }) => from <= to && from >= '2000-01-01' && to <= '2100-12-31');

/** The period an address asks for; one that cannot be is read as this year. */
export function readPeriod(query: URLSearchParams, today: string): Period {
  const asked = days.safeParse(Object.fromEntries(query));
  return asked.success ? asked.data : { from: `${today.slice(0, 4)}-01-01`, to: today };
}

/** Usual periods that end today, and the year before. */
export function usualPeriods(today: string): Record<'month' | 'quarter' | 'year' | 'lastYear', Period> {
  const [year = '', month = '01'] = today.split('-');
  const quarter = String(Math.floor((Number(month) - 1) / 3) * 3 + 1).padStart(2, '0');
  const last = String(Number(year) - 1);
  return {
    month: { from: `${year}-${month}-01`, to: today },
    quarter: { from: `${year}-${quarter}-01`, to: today },
    year: { from: `${year}-01-01`, to: today },
    lastYear: { from: `${last}-01-01`, to: `${last}-12-31` },
  };
}

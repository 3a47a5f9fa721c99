import { z } from 'astro/zod';
import type { Locale } from '#content/locales.ts';
import { figureSorts } from '#server/help-center/index.ts';
import { readPeriod } from '../_choice.ts';

/** Which figures, and how sorted; what an address cannot mean is read as the most viewed first. */
export function readFigures(query: URLSearchParams, reader: Locale) {
  const { days, language } = readPeriod(query, reader);
  const sort = z.enum(figureSorts).catch('views').parse(query.get('sort'));
  return { days, language, sort, descending: query.get('order') !== 'asc' };
}

import { z } from 'zod';
import type { Locale } from '#content/locales.ts';

/** The language in the address of a link: the default one has no prefix. */
export const readLocale = z
  .enum(['en'])
  .optional()
  .transform((locale): Locale => locale ?? 'ru');

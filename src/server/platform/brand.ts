import { z } from 'zod';
import type { Reader } from '#db/client.ts';
import type { Locale } from '#content/locales.ts';
import { getSetting } from './settings.ts';

const perLocale = z.object({ ru: z.string().max(300), en: z.string().max(300) });

/** Whose Kabinet this is, as shown on every page; edited in admin, kept in the settings table under `brand`. */
export const brandSchema = z.object({
  name: perLocale,
  legal: perLocale,
  taxId: z.string().max(40).nullable(),
  phone: z.string().max(40).nullable(),
  email: z.email(),
  hours: perLocale,
  address: perLocale.nullable(),
});
export type BrandSettings = z.infer<typeof brandSchema>;

const both = (text: string) => ({ ru: text, en: text });

/** What a new installation shows until its admin has filled in the settings, and an error page without a database. */
export const unsetBrand: BrandSettings = {
  name: both('Kabinet'),
  legal: both('Kabinet'),
  taxId: null,
  phone: null,
  email: 'support@localhost.localdomain',
  hours: both(''),
  address: null,
};

export async function getBrand(db: Reader): Promise<BrandSettings> {
  return (await getSetting(db, 'brand', brandSchema)) ?? unsetBrand;
}

export const brandName = (brand: BrandSettings, locale: Locale): string => brand.name[locale];

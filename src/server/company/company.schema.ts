import { z } from 'zod';
import type { WordKey } from '#content/words.ts';
import type { brandSchema } from '../platform/brand.ts';
import { numberingSchema } from '../platform/numbering.ts';

const say = (key: WordKey) => key;
const required = (max: number) =>
  z.string(say('error.required')).trim().min(1, say('error.required')).max(max, say('error.tooLong'));
const optional = (max: number) =>
  z
    .string()
    .trim()
    .max(max, say('error.tooLong'))
    .default('')
    .transform((text) => (text === '' ? null : text));

/** What customers are told of the company, as one form sends it: texts in both languages. */
export const companyForm = z
  .object({
    nameRu: required(80),
    nameEn: required(80),
    legalRu: required(300),
    legalEn: required(300),
    taxId: optional(40),
    phone: optional(40),
    email: required(254).pipe(z.email(say('identity.invalidEmail'))),
    hoursRu: z.string().trim().max(120, say('error.tooLong')).default(''),
    hoursEn: z.string().trim().max(120, say('error.tooLong')).default(''),
    addressRu: optional(300),
    addressEn: optional(300),
    numberInvoice: z
      .string()
      .trim()
      .pipe(numberingSchema.shape.invoice.or(z.never(say('company.numbers.wrong')))),
    numberOrder: z
      .string()
      .trim()
      .pipe(numberingSchema.shape.order.or(z.never(say('company.numbers.wrong')))),
  })
  .transform((form) => ({
    brand: {
      name: { ru: form.nameRu, en: form.nameEn },
      legal: { ru: form.legalRu, en: form.legalEn },
      taxId: form.taxId,
      phone: form.phone,
      email: form.email,
      hours: { ru: form.hoursRu, en: form.hoursEn },
      address:
        form.addressRu === null && form.addressEn === null
          ? null
          : { ru: form.addressRu ?? form.addressEn ?? '', en: form.addressEn ?? form.addressRu ?? '' },
    } satisfies z.infer<typeof brandSchema>,
    numbering: { invoice: form.numberInvoice, order: form.numberOrder },
  }));
export type CompanyInput = z.infer<typeof companyForm>;

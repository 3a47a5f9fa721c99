import type { Issuer } from '#server/billing/index.ts';
import type { Company } from '#server/company/index.ts';

/** The company as values of its form. */
export function companyValues({ brand, numbering }: Company): Record<string, string> {
  const { name, legal, taxId, phone, email, hours, address } = brand;
  return {
    nameRu: name.ru,
    nameEn: name.en,
    legalRu: legal.ru,
    legalEn: legal.en,
    taxId: taxId ?? '',
    phone: phone ?? '',
    email,
    hoursRu: hours.ru,
    hoursEn: hours.en,
    addressRu: address?.ru ?? '',
    addressEn: address?.en ?? '',
    numberInvoice: numbering.invoice,
    numberOrder: numbering.order,
  };
}

/** Bank accounts as values of their form. */
export function issuerValues({ RUB, EUR }: Issuer): Record<string, string> {
  const named = (prefix: string, account: Record<string, unknown> | undefined) =>
    Object.entries(account ?? {}).map(([field, value]) => [`${prefix}.${field}`, String(value)] as const);
  return Object.fromEntries([...named('RUB', RUB), ...named('EUR', EUR)]);
}

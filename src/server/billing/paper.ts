import { formatDate, formatDay } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import { getBilledParty } from '../customers/index.ts';
import { getBrand, type BrandSettings } from '../platform/brand.ts';
import type { Pair, Sheet } from '../platform/pdf/index.ts';
import type { InvoiceSummary } from './invoice.presenter.ts';
import { getIssuer } from './issuer.ts';

/** For whom a paper is written. */
export interface Reader {
  locale: Locale;
  /** IANA name. */
  timeZone: string;
}

/** A file to take along: its bytes and what it is called. */
export interface PaperOf {
  bytes: Uint8Array;
  name: string;
}

export interface Party {
  name: string;
  taxId: string | null;
  address: string | null;
  /** Telephone and mail, where they are known. */
  contact: string | null;
}

export interface Parties {
  seller: Party;
  buyer: Party | null;
}

/** Who sells and who buys, as both stand on every paper about money. */
export async function loadParties(ctx: Ctx, customerId: string, currency: string, locale: Locale): Promise<Parties> {
  const issuer = await getIssuer(ctx.db.read);
  const brand = await getBrand(ctx.db.read);
  const buyer = await getBilledParty(ctx, customerId);
  const account = currency === 'RUB' ? issuer.RUB : currency === 'EUR' ? issuer.EUR : undefined;
  return {
    seller: {
      name: account?.name ?? brand.legal[locale],
      taxId: issuer.RUB && currency === 'RUB' ? taxNumbers(issuer.RUB) : brand.taxId,
      address: brand.address?.[locale] ?? null,
      contact: [brand.phone, brand.email].filter(Boolean).join(', ') || null,
    },
    buyer: buyer ? { name: buyer.name, taxId: buyer.taxId, address: buyer.address, contact: null } : null,
  };
}

const taxNumbers = ({ inn, kpp }: { inn: string; kpp?: string | undefined }): string =>
  kpp === undefined ? inn : `${inn} / ${kpp}`;

/** Seller and buyer side by side. */
export function partiesBlock(sheet: Sheet, { seller, buyer }: Parties, locale: Locale): void {
  const t = wordsFor(locale);
  const block = (label: string, party: Party) => () => {
    sheet.text(label, { muted: true, size: 8 });
    sheet.gap(2);
    sheet.text(party.name, { bold: true });
    sheet.gap(3);
    const pairs: Pair[] = [];
    if (party.taxId !== null) pairs.push({ label: t('paper.taxId'), value: party.taxId });
    if (party.address !== null) pairs.push({ label: t('paper.address'), value: party.address });
    if (party.contact !== null) pairs.push({ label: t('paper.contact'), value: party.contact });
    sheet.pairs(pairs);
  };
  if (buyer) sheet.beside(0.5, block(t('paper.seller'), seller), block(t('paper.buyer'), buyer), 90);
  else block(t('paper.seller'), seller)();
}

/** Whom to ask, at the foot of every page. */
export const footerOf = (brand: BrandSettings, locale: Locale): string =>
  [brand.name[locale], brand.phone, brand.email].filter(Boolean).join(' · ');

/** How an invoice stands, in a sentence that stays true on paper: with dates, without «in five days». */
export function statedOn(invoice: InvoiceSummary, { locale, timeZone }: Reader): string {
  const t = wordsFor(locale);
  const date = formatDay(invoice.dueOn, locale);
  if (invoice.state === 'due' || invoice.state === 'overdue') return t(`invoice.paper.${invoice.state}`, { date });
  if (invoice.state === 'paid' && invoice.paidAt) {
    return t('invoice.paper.paidOn', { date: formatDate(invoice.paidAt, locale, 'long', timeZone) });
  }
  return t(`invoice.paper.${invoice.state}`);
}

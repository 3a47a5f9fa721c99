import { z } from 'zod';
import type { Reader } from '#db/client.ts';
import type { Ctx } from '../context.ts';
import type { Viewer } from '../identity/index.ts';
import { fail, ok, type Result } from '../platform/result.ts';
import { getSetting, putSetting } from '../platform/settings.ts';

const digits = (...lengths: number[]) =>
  z.string().regex(new RegExp(`^(?:${lengths.map((n) => `\\d{${n}}`).join('|')})$`));

/** A ruble account as payment orders name it; lengths of GOST R 56042-2014, table 1. */
const rubleAccount = z.object({
  name: z.string().trim().min(1).max(160),
  inn: digits(10, 12),
  kpp: digits(9).optional(),
  account: digits(20),
  bankName: z.string().trim().min(1).max(45),
  bic: digits(9),
  correspondentAccount: digits(20),
});

/** A SEPA account; lengths of EPC069-12. */
const euroAccount = z.object({
  name: z.string().trim().min(1).max(70),
  iban: z
    .string()
    .regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/)
    .refine(isIban),
  bic: z.string().regex(/^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/),
});

/** Whom customers pay by bank, per currency. Set for each installation, kept in the settings table under `issuer`. */
export const issuerSchema = z.object({ RUB: rubleAccount.optional(), EUR: euroAccount.optional() });
export type Issuer = z.infer<typeof issuerSchema>;
export type RubleAccount = z.infer<typeof rubleAccount>;
export type EuroAccount = z.infer<typeof euroAccount>;

/** Check digits of ISO 13616: the rearranged number leaves 1 when divided by 97. */
export function isIban(iban: string): boolean {
  const moved = iban.slice(4) + iban.slice(0, 4);
  const numeric = Array.from(moved, (character) => String(parseInt(character, 36))).join('');
  return Array.from(numeric).reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

/** Nothing is set on a new installation: then no requisites and no codes are shown, rather than wrong ones. */
export const getIssuer = async (db: Reader): Promise<Issuer> => (await getSetting(db, 'issuer', issuerSchema)) ?? {};

const canSetIssuer = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (viewer.kind === 'user' && viewer.role === 'admin');

/** Sets whom customers pay by bank. Wrong account numbers are refused before a customer can be shown them. */
export async function setIssuer(ctx: Ctx, input: Issuer): Promise<Result<null>> {
  if (!canSetIssuer(ctx.viewer)) return fail('not_found', 'error.notFound');
  const parsed = issuerSchema.safeParse(input);
  if (!parsed.success) return fail('invalid_input', 'error.invalidInput');
  await ctx.db.write((tx) => putSetting(tx, 'issuer', parsed.data));
  return ok(null);
}

/** Accounts as one form sends them: `RUB.inn`, `EUR.iban`; one left empty as a whole is none, spaces in numbers do not count. */
export const issuerForm = z.preprocess((raw) => {
  const accounts: Record<string, Record<string, string>> = {};
  for (const [name, value] of Object.entries(raw as Record<string, unknown>)) {
    const [currency = '', field] = name.split('.');
    if (field === undefined || typeof value !== 'string' || value.trim() === '') continue;
    const isText = field === 'name' || field === 'bankName';
    accounts[currency] = { ...accounts[currency], [field]: isText ? value.trim() : value.replaceAll(/\s/gu, '') };
  }
  return accounts;
}, issuerSchema);

/** The accounts as they are set, for whoever sets them; null for everyone else. */
export const currentIssuer = async (ctx: Ctx): Promise<Issuer | null> =>
  canSetIssuer(ctx.viewer) ? getIssuer(ctx.db.read) : null;

import { fail, ok, type Result } from '../platform/result.ts';
import { instalmentStates, type Currency, type Instalment } from './invoice.ts';

export const payChoices = ['all', 'instalment', 'part'] as const;
/** All that is due, what is left of the next instalment, or an amount of the payer's own. */
export type PayChoice = (typeof payChoices)[number];

/** The smallest part, in minor units: below it cards are refused, or cost more than they bring. */
const SMALLEST: Record<Currency, number> = { RUB: 10_000, EUR: 100, USD: 100 };

export const smallestPart = (currency: Currency, due: number): number => Math.min(SMALLEST[currency], due);

/** What a choice comes to, in minor units. An own amount must leave nothing, or as much as can be paid later. */
export function amountOfChoice(
  invoice: { currency: Currency; due: number; paid: number; plan: readonly Instalment[] },
  choice: PayChoice,
  part: number | undefined,
): Result<number> {
  const { currency, due, paid, plan } = invoice;
  if (choice === 'all') return ok(due);
  if (choice === 'instalment') return ok(nextInstalment(plan, paid)?.left ?? due);
  const refuse = (message: 'payment.tooMuch' | 'payment.tooLittle' | 'payment.leavesTooLittle' | 'error.required') =>
    fail('invalid_input', message, { fields: { amount: message } });
  if (part === undefined) return refuse('error.required');
  const smallest = smallestPart(currency, due);
  if (part > due) return refuse('payment.tooMuch');
  if (part < smallest) return refuse('payment.tooLittle');
  if (part < due && due - part < smallest) return refuse('payment.leavesTooLittle');
  return ok(part);
}

/** The first part of a plan that is not paid yet; null without a plan. */
export function nextInstalment(
  plan: readonly Instalment[],
  paid: number,
): { dueOn: string; left: number; position: number; of: number } | null {
  const states = instalmentStates(plan, paid, '');
  const index = states.findIndex(({ left }) => left > 0);
  const next = states[index];
  return next ? { dueOn: next.dueOn, left: next.left, position: index + 1, of: plan.length } : null;
}

/** An amount as people type it, `1 234,56` or `1,234.56`, in minor units. Null when it is none. */
export function parseAmount(typed: string): number | null {
  const plain = typed.replaceAll(/[\s\u00a0\u202f'₽€$]/gu, '');
  // The last mark followed by one or two digits divides the minor units; others only group.
  const match = /^(\d{1,3}(?:[.,]?\d{3})*|\d+)(?:[.,](\d{1,2}))?$/.exec(plain);
  if (!match) return null;
  const [, whole = '', fraction = ''] = match;
  const amount = Number(whole.replaceAll(/[.,]/g, '')) * 100 + Number(fraction.padEnd(2, '0'));
  return Number.isSafeInteger(amount) && amount > 0 && amount <= 99_999_999_999 ? amount : null;
}

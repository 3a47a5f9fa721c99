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

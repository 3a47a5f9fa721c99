import { nameOfKind } from './scene.ts';
import { isItemAsk, isTypedAsk, type AskItemStep, type AskStep, type AskTypedStep } from './scenario.ts';
import { verifyPath, verifyTexts, type Place } from './verify-uses.ts';

/** What a question offers, suggests and allows. */
export function verifyQuestion(place: Place, step: AskStep): void {
  verifyTexts(place, step.text, ['ask']);
  if (step.label) verifyTexts(place, step.label, ['label']);
  if (isItemAsk(step)) verifyList(place, step);
  else if (isTypedAsk(step)) verifyTyped(place, step);
}

const lists = {
  order: 'orders.current or orders.all',
  invoice: 'invoices.unpaid or invoices.recent',
  document: 'documents.recent',
} as const;

function verifyList(place: Place, step: AskItemStep): void {
  const kind = verifyPath(place, step.from, ['from']);
  if (!kind || (kind.is === 'list' && kind.item === step.answer)) return;
  place.source.report(
    ['steps', step.id, 'from'],
    'wrong-value',
    `"${step.from}" is not a list of ${step.answer}s`,
    `look one up first, for example with ${lists[step.answer]}`,
  );
}

const suggestible = { text: 'text', email: 'text', phone: 'text', number: 'number', date: 'day' } as const;

function verifyTyped(place: Place, step: AskTypedStep): void {
  const report = (at: string, message: string, mend: string) => {
    place.source.report(['steps', step.id, at], 'wrong-value', message, mend);
  };
  if (step.suggest !== undefined) {
    const kind = verifyPath(place, step.suggest, ['suggest'], 'maybe');
    const want = suggestible[step.answer];
    if (kind && nameOfKind(kind) !== want) {
      const message = `"${step.suggest}" is ${nameOfKind(kind)}, and the question asks for ${step.answer}`;
      report('suggest', message, `suggest a value that is ${want}`);
    }
    if (kind && !step.label)
      report('suggest', 'what is suggested has no name', 'add "label:" with what the answer is called');
  }
  if (step.answer === 'number' && step.min !== undefined && step.max !== undefined && step.min > step.max)
    report('min', `no number is at least ${String(step.min)} and at most ${String(step.max)}`, 'exchange min and max');
  if (step.answer !== 'date') return;
  const { earliest, latest } = step;
  for (const [at, bound] of [
    ['earliest', earliest],
    ['latest', latest],
  ] as const) {
    if (!bound || !('from' in bound)) continue;
    const kind = verifyPath(place, bound.from, [at], true);
    if (kind && nameOfKind(kind) !== 'day')
      report(at, `"${bound.from}" is not a day`, 'write today, today+3, or the name of a day');
  }
  if (earliest && latest && 'today' in earliest && 'today' in latest && earliest.today > latest.today)
    report('earliest', 'no day is after the earliest and before the latest', 'exchange earliest and latest');
}

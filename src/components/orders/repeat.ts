import { z } from 'zod';
import { formatNumber } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor, type WordKey } from '#content/words.ts';
import type { OrderLineView } from '#server/orders/index.ts';

const MOST = 100_000;
const say = (key: WordKey) => key;

/** Quantities by place in the order, `quantity.3`; an empty one or 0 leaves the line out. */
export const repeatForm = z
  .object({
    clientId: z.string().min(8).max(100),
    comment: z.string().trim().max(1000, say('error.tooLong')).default(''),
  })
  .catchall(z.string().trim().max(20))
  .superRefine((form, issues) => {
    for (const [name, value] of Object.entries(form)) {
      if (!name.startsWith('quantity.') || value === '') continue;
      if (!/^\d+$/u.test(value) || Number(value) > MOST) {
        issues.addIssue({ code: 'custom', path: [name], message: say('order.repeat.quantity') });
      }
    }
  });
export type RepeatForm = z.infer<typeof repeatForm>;

export interface ChosenLine {
  description: string;
  detail: string | null;
  quantity: number;
}

/** The lines with a quantity, with what they are called in the order: the form names places only. */
export const chosenLines = (lines: readonly OrderLineView[], form: Record<string, unknown>): ChosenLine[] =>
  lines.flatMap(({ position, description, detail }) => {
    const quantity = Number(form[`quantity.${String(position)}`] ?? 0);
    return quantity > 0 ? [{ description, detail, quantity }] : [];
  });

/** The request as it stands in the conversation. */
export function repeatText(
  { number, lines, comment }: { number: string; lines: readonly ChosenLine[]; comment: string },
  locale: Locale,
): string {
  const t = wordsFor(locale);
  const list = lines.map(({ description, detail, quantity }) => {
    const what = detail === null ? description : `${description}, ${detail}`;
    return `— ${t('order.shipment.line', { what, quantity: formatNumber(quantity, locale) })}`;
  });
  return [t('order.repeat.says', { number }), list.join('\n'), comment].filter((part) => part !== '').join('\n\n');
}

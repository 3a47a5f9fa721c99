import type { Words } from '#content/words.ts';
import { listInvoices } from '#server/billing/index.ts';
import { parseSubject, subjectText, type Page, type Subject } from '#server/http/index.ts';
import { listOrders } from '#server/orders/index.ts';
import { nameSubject, type SubjectName } from '../_subject.ts';

type Reading = Pick<Page<'staff'>, 'ctx'> & { t: Words };

/** What is offered to choose from, of each kind: the newest. The rest is found by its number. */
const MOST_OFFERED = 50;

export interface OfferedSubjects {
  groups: { label: string; options: { value: string; label: string }[] }[];
  /** There are more than those. */
  more: boolean;
}

/** Orders and invoices of a customer, newest first, for choosing what a document belongs to. */
export async function offerSubjects({ ctx, t }: Reading, customerId: string): Promise<OfferedSubjects> {
  const orders = await listOrders(ctx, { customerId, perPage: MOST_OFFERED });
  const invoices = await listInvoices(ctx, { customerId, perPage: MOST_OFFERED });
  const groups = [
    {
      label: t('order.title'),
      options: (orders?.orders ?? []).map(({ number, title }) => ({
        value: subjectText({ kind: 'order', key: number }),
        label: `${t('order.one', { number })} · ${title}`,
      })),
    },
    {
      label: t('invoice.title'),
      options: (invoices?.invoices ?? []).map(({ number, title }) => ({
        value: subjectText({ kind: 'invoice', key: number }),
        label: `${t('invoice.one', { number })} · ${title}`,
      })),
    },
  ];
  return {
    groups: groups.filter(({ options }) => options.length > 0),
    more: [orders, invoices].some((list) => (list?.total ?? 0) > MOST_OFFERED),
  };
}

/** What was chosen, or typed: the number of an order or an invoice, or its text as in addresses. Null for what there is not. */
export async function findSubject(
  page: Reading,
  text: string,
): Promise<{ subject: Subject; named: SubjectName } | null> {
  const chosen = parseSubject(text);
  const meant = chosen ? [chosen] : (['order', 'invoice'] as const).map((kind) => ({ kind, key: text }));
  for (const subject of meant) {
    const named = await nameSubject(page, subject);
    if (named) return { subject, named };
  }
  return null;
}

import type { Words } from '#content/words.ts';
import { canManageInvoices, getInvoice } from '#server/billing/index.ts';
import { conversationId, getConversation, numberLabel } from '#server/conversations/index.ts';
import type { Page, Subject } from '#server/http/index.ts';
import { canRecordOrders, getOrder } from '#server/orders/index.ts';
import { getDocument } from '#server/documents/index.ts';
import { getTask } from '#server/tasks/index.ts';
import { deskConversation } from '#components/desk/addresses.ts';
import { documentPath } from '#components/documents/addresses.ts';
import { staffInvoicePath } from '#components/billing/staff-addresses.ts';
import { staffOrderPath } from '#components/orders/staff-addresses.ts';
import { taskPath } from '#components/tasks/addresses.ts';

/** A thing that something else is about, as our people see it; without an address where they may not open its page. */
export interface SubjectName {
  label: string;
  href: string | null;
  customerId: string;
}

/** Asks the module that owns a subject; null when there is none or it is not for this viewer. */
export async function nameSubject(
  { ctx, t }: { ctx: Page<'staff'>['ctx']; t: Words },
  { kind, key }: Subject,
): Promise<SubjectName | null> {
  switch (kind) {
    case 'invoice': {
      const invoice = await getInvoice(ctx, key);
      return (
        invoice && {
          label: t('invoice.one', { number: invoice.number }),
          href: canManageInvoices(ctx.viewer) ? staffInvoicePath(invoice.number) : null,
          customerId: invoice.customerId,
        }
      );
    }
    case 'order': {
      const order = await getOrder(ctx, key);
      return (
        order && {
          label: t('order.one', { number: order.number }),
          href: canRecordOrders(ctx.viewer) ? staffOrderPath(order.number) : null,
          customerId: order.customerId,
        }
      );
    }
    case 'document': {
      const document = await getDocument(ctx, key);
      return (
        document && {
          label: document.title,
          href: documentPath(document.id, 'desk'),
          customerId: document.customerId,
        }
      );
    }
    case 'task': {
      const task = await getTask(ctx, key);
      return task && { label: task.title, href: taskPath(task.id, 'desk'), customerId: task.customerId };
    }
    case 'conversation': {
      const id = conversationId.safeParse(key);
      const conversation = id.success ? await getConversation(ctx, id.data) : null;
      if (conversation?.customerId == null) return null;
      const label = t('message.one', { number: numberLabel(conversation.number) });
      return { label, href: deskConversation(conversation.id), customerId: conversation.customerId };
    }
  }
}

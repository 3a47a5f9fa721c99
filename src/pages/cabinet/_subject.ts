import { invoicePath } from '#components/billing/addresses.ts';
import { messagesPath } from '#components/conversations/addresses.ts';
import { documentPath } from '#components/documents/addresses.ts';
import { orderPath } from '#components/orders/addresses.ts';
import { taskPath } from '#components/tasks/addresses.ts';
import type { IconName } from '#components/ui/icon-name.ts';
import type { Words } from '#content/words.ts';
import { getInvoice } from '#server/billing/index.ts';
import { conversationId, getOwnConversation, numberLabel } from '#server/conversations/index.ts';
import { getDocument } from '#server/documents/index.ts';
import type { Page, Subject } from '#server/http/index.ts';
import { getOrder } from '#server/orders/index.ts';
import { getTask } from '#server/tasks/index.ts';

/** A thing that something else is about, as a link. */
export interface SubjectLink {
  label: string;
  href: string;
  icon: IconName;
  customerId: string;
}

/** Asks the module that owns a subject; null when there is none or it is not this viewer's. */
export async function openSubject(
  { ctx, t }: { ctx: Page<'customer'>['ctx']; t: Words },
  { kind, key }: Subject,
): Promise<SubjectLink | null> {
  switch (kind) {
    case 'invoice': {
      const invoice = await getInvoice(ctx, key);
      return (
        invoice && {
          label: t('invoice.one', { number: invoice.number }),
          href: invoicePath(invoice.number),
          icon: 'receipt-text',
          customerId: invoice.customerId,
        }
      );
    }
    case 'order': {
      const order = await getOrder(ctx, key);
      return (
        order && {
          label: t('order.one', { number: order.number }),
          href: orderPath(order.number),
          icon: 'package',
          customerId: order.customerId,
        }
      );
    }
    case 'document': {
      const document = await getDocument(ctx, key);
      return (
        document && {
          label: document.title,
          href: documentPath(document.id),
          icon: 'file-text',
          customerId: document.customerId,
        }
      );
    }
    case 'task': {
      const task = await getTask(ctx, key);
      return task && { label: task.title, href: taskPath(task.id), icon: 'list-checks', customerId: task.customerId };
    }
    case 'conversation': {
      const id = conversationId.safeParse(key);
      const conversation = id.success ? await getOwnConversation(ctx, id.data) : null;
      if (conversation?.customerId == null) return null;
      return {
        label: t('message.one', { number: numberLabel(conversation.number) }),
        href: messagesPath(conversation.id),
        icon: 'messages-square',
        customerId: conversation.customerId,
      };
    }
  }
}

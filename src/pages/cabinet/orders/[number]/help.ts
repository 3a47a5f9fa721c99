import { z } from 'zod';
import { chatPath, messagesPath } from '#components/conversations/addresses.ts';
import { orderPath } from '#components/orders/addresses.ts';
import { wordsFor } from '#content/words.ts';
import { awaitAnswer, startConversation, startForm } from '#server/conversations/index.ts';
import { canOpenSection } from '#server/customers/index.ts';
import { endpoint, fail, seeOther } from '#server/http/index.ts';
import { getOrder, orderNumber } from '#server/orders/index.ts';

/** What the assistant begins with, and what the person is taken to have said by pressing the button. */
const scenarios = { 'where-is-my-order': 'order.late.says', 'reschedule-delivery': 'order.late.saysDay' } as const;

/** Begins a scenario about an order in a conversation that knows which one: the assistant does not ask for its number. */
export const POST = endpoint({
  who: 'customer',
  params: z.object({ number: orderNumber }),
  input: startForm.pick({ clientId: true }).extend({ scenario: z.enum(['where-is-my-order', 'reschedule-delivery']) }),
  limit: 'conversation',
  back: ({ number }) => orderPath(number),
  async handle({ ctx, params: { number }, input: { clientId, scenario }, locale }) {
    const order = await getOrder(ctx, number);
    if (!order) return fail('not_found', 'error.notFound');
    const { customerId } = order;
    const about = { kind: 'order', key: order.number } as const;
    const text = wordsFor(locale)(scenarios[scenario], { number: order.number });
    const started = await startConversation(ctx, { locale, clientId, text, about, scenario, customerId });
    if (!started.ok) return started;
    const { conversationId } = started.value;
    await awaitAnswer(ctx, { conversationId, sequence: 1 });
    const inCabinet = canOpenSection(ctx.viewer, customerId, 'messages');
    return seeOther(inCabinet ? messagesPath(conversationId) : chatPath(locale, conversationId));
  },
});

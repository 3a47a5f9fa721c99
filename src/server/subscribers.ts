import type { App } from './app.ts';
import { onContentPublished, onMessagePosted, onPersonErased, onScenarioNotHelped } from './assistant/index.ts';
import {
  onInvoiceVoided,
  onInvoiceWrittenOff,
  onPaymentSucceededCloseCheckout,
  onPaymentSucceededMailReceipt,
} from './billing/index.ts';
import { mailGuests, onConversationChanged } from './conversations/index.ts';
import { onDocumentCodeRequested } from './documents/index.ts';
import { onFileDecided } from './files/index.ts';
import { onMemberInvited } from './customers/index.ts';
import { onArticlePublished } from './help-center/index.ts';
import { onPasswordResetRequested, onPersonInvited, onSecurityChanged } from './identity/index.ts';
import { onErasure } from './my-data/index.ts';
import { onDigestDue, onMailDue, onNotifiable } from './notifications/index.ts';
import type { Subscription } from './platform/events.ts';

/** Everything that reacts to an event, in one list. */
export const subscriptions = (app: Pick<App, 'ctx'>): Subscription[] => [
  onPasswordResetRequested(app),
  ...onSecurityChanged(app),
  onPersonInvited(app),
  onMemberInvited(app),
  onPaymentSucceededMailReceipt(app),
  onPaymentSucceededCloseCheckout(app),
  onInvoiceVoided(app),
  onDocumentCodeRequested(app),
  ...onFileDecided(app),
  onInvoiceWrittenOff(app),
  onArticlePublished(app),
  ...onConversationChanged(app),
  ...mailGuests(app),
  onMessagePosted(app),
  onScenarioNotHelped(app),
  ...onContentPublished(app),
  ...onNotifiable(app),
  onMailDue(app),
  onDigestDue(app),
  ...onErasure(app),
  onPersonErased(app),
];

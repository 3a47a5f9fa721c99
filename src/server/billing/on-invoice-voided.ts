import type { Ctx } from '../context.ts';
import { systemViewer, type SystemViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { invoiceVoided, invoiceWrittenOff } from './billing.events.ts';
import { closeOutdatedCheckout } from './close-outdated-checkout.ts';

interface App {
  ctx(viewer: SystemViewer): Ctx;
}

/** Nobody should pay an invoice that has been taken back. */
export const onInvoiceVoided = (app: App): Subscription =>
  subscribe(invoiceVoided, 'billing.close-checkout-of-void', (event) => close(app, event.payload.invoiceId));

/** Nor one that was given up: who wants to pay it all the same asks for the bank details. */
export const onInvoiceWrittenOff = (app: App): Subscription =>
  subscribe(invoiceWrittenOff, 'billing.close-checkout-of-written-off', (event) => close(app, event.payload.invoiceId));

async function close(app: App, invoiceId: string): Promise<void> {
  const viewer = systemViewer('close the checkout of an invoice that is over');
  await closeOutdatedCheckout({ ...app.ctx(viewer), viewer }, invoiceId);
}

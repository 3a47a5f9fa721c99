import type { Ctx } from '../context.ts';
import { systemViewer, type SystemViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { invoiceVoided } from './billing.events.ts';
import { closeOutdatedCheckout } from './close-outdated-checkout.ts';

/** Nobody should pay an invoice that has been taken back. */
export const onInvoiceVoided = (app: { ctx(viewer: SystemViewer): Ctx }): Subscription =>
  subscribe(invoiceVoided, 'billing.close-checkout-of-void', async (event) => {
    const viewer = systemViewer('close the checkout of a void invoice');
    await closeOutdatedCheckout({ ...app.ctx(viewer), viewer }, event.payload.invoiceId);
  });

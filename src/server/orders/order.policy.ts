import { canOpenSection } from '../customers/index.ts';
import { isStaff, type Viewer } from '../identity/index.ts';

/** Owners and members follow orders; accountants have the invoices. */
export const canSeeOrder = (viewer: Viewer, order: { customerId: string }): boolean =>
  canOpenSection(viewer, order.customerId, 'orders');

/** Who tells what happened to an order: our people and the systems of the shop. */
export const canRecordOrders = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (isStaff(viewer) && viewer.role !== 'editor');

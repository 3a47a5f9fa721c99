import { canOpenSection } from '../customers/index.ts';
import { isCustomer, isStaff, type Viewer } from '../identity/index.ts';

/** Who writes news and decides whom it is for. */
export const canWriteNews = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (isStaff(viewer) && viewer.role !== 'agent');

/** For which of the customers a person acts for they may read the news; the company may hide that section. */
export const newsCustomers = (viewer: Viewer): string[] =>
  isCustomer(viewer)
    ? viewer.memberships.map(({ customerId }) => customerId).filter((id) => canOpenSection(viewer, id, 'news'))
    : [];

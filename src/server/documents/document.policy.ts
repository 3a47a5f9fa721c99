import { canOpenSection, canSeeCustomers } from '../customers/index.ts';
import { isCustomer, isStaff, type Viewer } from '../identity/index.ts';
import { isWaiting, type DocumentState } from './document.ts';

interface Owned {
  customerId: string;
}
interface Known extends Owned {
  withdrawn: boolean;
}
interface Standing extends Owned {
  state: DocumentState;
}

/** May this viewer see documents of that customer? Owners and accountants, and our people. */
export const canSeeDocuments = (viewer: Viewer, { customerId }: Owned): boolean =>
  canOpenSection(viewer, customerId, 'documents');

/** Asked by page, list, file and signing sheet alike. What was withdrawn only our people see. */
export const canSeeDocument = (viewer: Viewer, document: Known): boolean =>
  canSeeDocuments(viewer, document) && (!document.withdrawn || !isCustomer(viewer));

/** Who gives documents to customers, and takes them back. */
export const canOfferDocuments = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (isStaff(viewer) && canSeeCustomers(viewer));

/** Whoever has the section may send documents; looking at somebody's cabinet is not being them. */
export const canUploadDocument = (viewer: Viewer, owner: Owned): boolean =>
  isCustomer(viewer) && viewer.preview === null && canSeeDocuments(viewer, owner);

/** A new version comes from the side whose document it is. What was taken back stays as it was. */
export const canAddVersion = (viewer: Viewer, document: Known & { origin: 'company' | 'customer' }): boolean =>
  !document.withdrawn &&
  (document.origin === 'company' ? canOfferDocuments(viewer) : canUploadDocument(viewer, document));

/** Accepting or declining is for every member who has the section, while an answer is waited for. */
export const canAnswerDocument = (viewer: Viewer, document: Standing): boolean =>
  canUploadDocument(viewer, document) && isWaiting(document.state);

/** A signature binds the customer: owners sign. */
export const canSignDocument = (viewer: Viewer, document: Standing): boolean =>
  canAnswerDocument(viewer, document) &&
  document.state === 'waiting_signature' &&
  isCustomer(viewer) &&
  viewer.memberships.some(({ customerId, role }) => customerId === document.customerId && role === 'owner');

/** Who has seen what: our people, and owners for their own. */
export const canSeeViews = (viewer: Viewer, { customerId }: Owned): boolean =>
  canOfferDocuments(viewer) ||
  (isCustomer(viewer) &&
    viewer.memberships.some((member) => member.customerId === customerId && member.role === 'owner'));

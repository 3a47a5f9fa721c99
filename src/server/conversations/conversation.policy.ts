import { canOpenSection, canSeeField } from '../customers/index.ts';
import { isCustomer, isStaff, type Viewer } from '../identity/index.ts';
import type { Conversation } from './conversation.ts';

type OfCustomer = Pick<Conversation, 'kind' | 'customerId'>;
type Owned = OfCustomer & Pick<Conversation, 'userId' | 'visitorHash'>;

/**
 * What is written to the manager belongs to the messages of a cabinet: where that section is closed, it is closed by every
 * door. The chat with support is for anyone, also without a cabinet.
 */
const isOpenHere = (viewer: Viewer, { kind, customerId }: OfCustomer): boolean =>
  kind !== 'manager' || customerId === null || canOpenSection(viewer, customerId, 'messages');

/** Whether the viewer is told who has the conversation: the company may not show who the manager is. */
export const showsHolder = (viewer: Viewer, { kind, customerId }: OfCustomer): boolean =>
  kind !== 'manager' || customerId === null || canSeeField(viewer, customerId, 'customer.manager');

/**
 * Whose conversation it is. Once it belongs to a user, the browser's cookie alone no longer opens it: the next person at the
 * same computer must not read it. Staff never own by cookie, so that one browser may try both sides.
 */
export function ownsConversation(viewer: Viewer, conversation: Owned): boolean {
  if (viewer.kind === 'system') return false;
  if (viewer.kind === 'user' && conversation.userId !== null) {
    return conversation.userId === viewer.userId && isOpenHere(viewer, conversation);
  }
  if (conversation.userId !== null || viewer.visitorHash === null) return false;
  return (viewer.kind === 'visitor' || isCustomer(viewer)) && conversation.visitorHash === viewer.visitorHash;
}

/** Who answers customers. Editors write articles and read no one's conversations. */
export const answersCustomers = (viewer: Viewer): boolean => isStaff(viewer) && viewer.role !== 'editor';

export const canReadConversation = (viewer: Viewer, conversation: Owned): boolean =>
  viewer.kind === 'system' || answersCustomers(viewer) || ownsConversation(viewer, conversation);

export const canTakeConversation = (viewer: Viewer, conversation: Owned): boolean =>
  answersCustomers(viewer) && !ownsConversation(viewer, conversation);

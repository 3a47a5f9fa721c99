import { isCustomer, isStaff, type Role, type UserViewer, type Viewer } from '../identity/viewer.ts';

/** Who a page or an endpoint is for. */
export type Who = 'anyone' | 'user' | 'customer' | 'staff' | 'supervisor' | 'admin' | 'demo';

/** The viewer a handler gets once `allows` said yes. */
export type ViewerFor<W extends Who> = W extends 'anyone' | 'demo' ? Viewer : UserViewer;

const rank: Record<Role, number> = { customer: 0, agent: 1, editor: 1, supervisor: 2, admin: 3 };

/** `yes`; `sign_in` when signing in could help; `hidden` when this person must not learn that it exists. */
export function allows(who: Who, viewer: Viewer, demo: boolean): 'yes' | 'sign_in' | 'hidden' {
  if (who === 'anyone') return 'yes';
  if (who === 'demo') return demo ? 'yes' : 'hidden';
  if (viewer.kind !== 'user') return 'sign_in';
  if (who === 'user') return 'yes';
  if (who === 'customer') return isCustomer(viewer) ? 'yes' : 'hidden';
  if (!isStaff(viewer)) return 'hidden';
  const needed = who === 'admin' ? 3 : who === 'supervisor' ? 2 : 1;
  return rank[viewer.role] >= needed ? 'yes' : 'hidden';
}

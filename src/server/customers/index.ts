export { addMember, type NewMember } from './add-member.ts';
export { createCustomer, type NewCustomer } from './create-customer.ts';
export { customerCreated, memberAdded } from './customer.events.ts';
export { getCustomerCard, listMyCustomers, type CustomerCard, type CustomerOfMine } from './customer.queries.ts';
export { loadMemberships, viewerOfUser, withMemberships } from './membership.queries.ts';
export { hidesSchema, setVisibility, visibilityOf, type Hides, type VisibilityScope } from './visibility.ts';
export {
  canManageCustomers,
  canOpenSection,
  canSeeCustomers,
  canSeeField,
  sectionsOf,
  sectionsOfRole,
} from './section.policy.ts';

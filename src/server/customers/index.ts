export { addMember, type NewMember } from './add-member.ts';
export { createCustomer, type NewCustomer } from './create-customer.ts';
export { customerCreated, memberAdded } from './customer.events.ts';
export { getCustomerCard, listMyCustomers, type CustomerCard, type CustomerOfMine } from './customer.queries.ts';
export { loadMemberships, viewerOfUser, withMemberships } from './membership.queries.ts';
export { canOpenSection, canSeeCustomers, sections, sectionsOf, type Section } from './section.policy.ts';

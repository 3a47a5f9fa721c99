export { addMember, type NewMember } from './add-member.ts';
export { changeCustomerCare, changeCustomerDetails } from './change-customer.ts';
export { getBilledParty, type BilledParty } from './billed-party.ts';
export { createCustomer, type NewCustomer } from './create-customer.ts';
export { customerTable, type KnownElsewhere } from './customer-csv.ts';
export {
  exportCustomers,
  findCustomerIds,
  listCustomerChoices,
  listCustomers,
  listSegments,
  namesOfCustomers,
  type CustomerList,
  type CustomerListOptions,
  type CustomerSort,
  type ListedCustomer,
} from './customer-list.queries.ts';
export {
  customerCareChanged,
  customerCreated,
  customerDetailsChanged,
  memberAdded,
  memberInvited,
  memberRemoved,
  memberRoleChanged,
} from './customer.events.ts';
export { acceptInvitation, findInvitation, joinByInvitation, type Invitation } from './accept-invitation.ts';
export { changeMemberRole, leaveCustomer, removeMember } from './change-member.ts';
export { inviteColleague, type Invite } from './invite-colleague.ts';
export { onMemberInvited } from './on-member-invited.ts';
export { resendInvitation, revokeInvitation } from './open-invitations.ts';
export { canManageColleagues } from './people.policy.ts';
export { getColleague, listPeopleOf, type Colleague, type OpenInvitation, type People } from './people.queries.ts';
export {
  invitationForm,
  inviteForm,
  joinForm,
  memberForm,
  memberOfForm,
  memberRoleForm,
  peopleForm,
} from './people.schema.ts';
export { getCustomerCard, listMyCustomers, type CustomerCard, type CustomerOfMine } from './customer.queries.ts';
export {
  customerCare,
  customerDebts,
  customerDetails,
  customerId,
  customerSorts,
  segmentKey,
  type CustomerCare,
  type CustomerDetails,
} from './customer.schema.ts';
export { managerOf, type Manager } from './manager.queries.ts';
export { listPeopleToLookAs, lookAs, type PersonToLookAs } from './look-as.ts';
export { loadMemberships, viewerOfUser, withMemberships } from './membership.queries.ts';
export { listSectionMembers, segmentsOf, segmentsOfMember } from './section-members.queries.ts';
export { hidesOf, hidesSchema, setVisibility, visibilityOf, type Hides, type VisibilityScope } from './visibility.ts';
export { leavePreview, previewForm, previewRoles, startPreview, type PreviewRole } from './preview.ts';
export { listPreviews, viewerOfPreview, type PreviewRecord } from './preview.queries.ts';
export { visibilityPlan, visibleNames, type VisibilityPlan, type VisibleName } from './visibility-plan.ts';
export { isInvitationOpen, listCustomerIds, peopleOfCustomer } from './people-of-customer.queries.ts';
export {
  canManageCustomers,
  canOpenSection,
  canSeeCustomers,
  canSeeField,
  rolesOpen,
  sectionsOf,
  sectionsOfRole,
  showsSubject,
} from './section.policy.ts';
export { getCustomerAccount, type CustomerAccount } from './account.queries.ts';
export { affairsOf, type Affairs } from './affairs.queries.ts';
export { forgetPerson } from './forget-person.ts';

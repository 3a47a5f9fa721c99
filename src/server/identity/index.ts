export {
  hideableFields,
  isCustomer,
  isStaff,
  memberRoles,
  ownerKey,
  roles,
  sections,
  systemViewer,
  type HideableField,
  type Membership,
  type MemberRole,
  type Preview,
  type Role,
  type Section,
  type StaffRole,
  type SystemViewer,
  type UserViewer,
  type Viewer,
  type VisitorViewer,
} from './viewer.ts';
export {
  changePasswordForm,
  newPerson,
  newEmail,
  newPassword,
  personName,
  preferencesForm,
  requestResetForm,
  resetPasswordForm,
  signInForm,
  type NewPerson,
} from './identity.schema.ts';
export { listDemoPeople, type DemoPerson } from './demo-people.ts';
export { canManagePeople, deactivatePerson, reactivatePerson } from './deactivate-person.ts';
export { passwordChanged, passwordResetRequested, personDeactivated, personInvited } from './identity.events.ts';
export { canInvite, invitePerson } from './invite-person.ts';
export { createUser, insertUser, type NewUser } from './create-user.ts';
export { onPasswordResetRequested } from './on-password-reset-requested.ts';
export { onPersonInvited } from './on-person-invited.ts';
export { isResetTokenValid, requestPasswordReset, resetPassword } from './password-reset.ts';
export { changeLocale, changePassword, chooseCustomer } from './profile.ts';
export { authenticate, beginSession, blankSessionCookie, endSession, SESSION_COOKIE } from './session.ts';
export { isSessionAlive, sessionsTopic, tellRightsChanged } from './session-end.ts';
export {
  listSessions,
  pruneSessions,
  revokeOtherSessions,
  revokeSession,
  type SessionSummary,
} from './session-list.ts';
export { hashPassword } from './password.ts';
export { signIn, type SignIn } from './sign-in.ts';
export {
  findPeopleIds,
  findPersonByEmail,
  getPeople,
  getPerson,
  getPersonByEmail,
  listPeople,
  listStaff,
  type Person,
} from './user.queries.ts';

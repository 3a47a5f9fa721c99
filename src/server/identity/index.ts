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
  codeAppForm,
  emailForm,
  newPerson,
  newEmail,
  newPasskeyInput,
  newPassword,
  passkeyInput,
  personName,
  preferencesForm,
  profileForm,
  requestResetForm,
  resetPasswordForm,
  secondStepForm,
  signInForm,
  sureForm,
  titlesForm,
  type NewPerson,
} from './identity.schema.ts';
export { listDemoPeople, type DemoPerson } from './demo-people.ts';
export { changeTitles } from './change-titles.ts';
export { canManagePeople, deactivatePerson, reactivatePerson } from './deactivate-person.ts';
export {
  emailChanged,
  newDeviceSignedIn,
  passkeyAdded,
  passkeyRemoved,
  passwordChanged,
  passwordResetRequested,
  personDeactivated,
  personErased,
  personInvited,
  recoveryCodesRenewed,
  secondFactorDisabled,
  secondFactorEnabled,
} from './identity.events.ts';
export { canInvite, invitePerson } from './invite-person.ts';
export { createUser, insertUser, type NewUser } from './create-user.ts';
export { onPasswordResetRequested } from './on-password-reset-requested.ts';
export { onPersonInvited } from './on-person-invited.ts';
export { isResetTokenValid, requestPasswordReset, resetPassword } from './password-reset.ts';
export { changeLocale, changePassword, changeProfile, chooseCustomer } from './profile.ts';
export { isSessionAlive, sessionsTopic, tellRightsChanged } from './session-end.ts';
export {
  authenticate,
  beginSession,
  blankSessionCookie,
  endSession,
  SESSION_COOKIE,
  setSessionPreview,
} from './session.ts';
export {
  listSessions,
  pruneSessions,
  revokeOtherSessions,
  revokeSession,
  type SessionSummary,
} from './session-list.ts';
export { closeAccount, findForgotten, forgetPerson } from './forget-person.ts';
export { confirmPassword } from './confirm-password.ts';
export { hashPassword } from './password.ts';
export { signIn, type SignedIn, type SignIn } from './sign-in.ts';
export { listAttempts, type PastAttempt, type SignInMethod } from './sign-in-attempts.ts';
export {
  codeAppSetup,
  confirmCodeApp,
  hasSecondFactor,
  newRecoveryCodes,
  removeCodeApp,
  startCodeApp,
  type CodeAppSetup,
} from './code-app.ts';
export { countRecoveryCodes } from './recovery-codes.ts';
export { blankHalfCookie, findHalfSession, finishSignIn, HALF_COOKIE, type SecondStep } from './half-session.ts';
export { DEVICE_COOKIE, recognizeDevice } from './devices.ts';
export { addPasskey, listPasskeys, removePasskey, startPasskey, type NewPasskey, type Passkey } from './passkey.ts';
export { passkeyQuestion, signInWithPasskey } from './passkey-sign-in.ts';
export { relyingParty, type RelyingParty } from './relying-party.ts';
export {
  cancelEmailChange,
  confirmEmailChange,
  findEmailChange,
  pendingEmail,
  requestEmailChange,
} from './email-change.ts';
export { onSecurityChanged } from './on-security-changed.ts';
export {
  findPeopleIds,
  findPersonByEmail,
  getPeople,
  getPerson,
  getPersonByEmail,
  listOurPeople,
  listStaff,
  type Person,
} from './user.queries.ts';

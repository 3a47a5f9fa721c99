export { addDocumentVersion, uploadDocumentVersion, withdrawDocument } from './add-version.ts';
export { answerDocument, type Answer } from './answer-document.ts';
export {
  documentAsks,
  documentKinds,
  isWaiting,
  type DocumentAsks,
  type DocumentKind,
  type DocumentState,
} from './document.ts';
export {
  documentAccepted,
  documentCodeRequested,
  documentDeclined,
  documentOffered,
  documentSigned,
  documentUploaded,
  documentVersionAdded,
  documentWithdrawn,
  type AboutDocument,
} from './document.events.ts';
export {
  deskDocumentFilters,
  documentFilters,
  listDeskDocuments,
  listDocuments,
  listDocumentsAbout,
  type DeskDocumentFilter,
  type DocumentFilter,
} from './document-list.queries.ts';
export {
  canAddVersion,
  canAnswerDocument,
  canOfferDocuments,
  canSeeDocument,
  canSeeDocuments,
  canSeeViews,
  canSignDocument,
  canUploadDocument,
} from './document.policy.ts';
export type { DocumentAnswer, DocumentDetails, DocumentSummary, DocumentVersion } from './document.presenter.ts';
export { getDocument, getDocumentFile, noteSeen } from './document.queries.ts';
export { answerForm, documentId, offerForm, uploadForm, versionForm, versionNumber } from './document.schema.ts';
export { noticeOfDocument, type DocumentNotice } from './notices.queries.ts';
export { offerDocument, uploadDocument, type NewDocument } from './offer-document.ts';
export { onDocumentCodeRequested } from './on-code-requested.ts';
export { issueSigningCode, pruneSigningCodes, requestSigningCode } from './sign-document.ts';
export { getSigningSheet } from './signing-sheet.ts';
export { forgetPerson, hasAnswered } from './forget-person.ts';
export { countWaitingDocuments, countWaitingDocumentsOf } from './waiting-documents.ts';

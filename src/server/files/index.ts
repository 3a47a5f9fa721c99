export { discardFile } from './discard-file.ts';
export { fileCleared, fileQuarantined, fileRejected } from './file.events.ts';
export { acceptOf, isInline, uploadLimits, type FileKindName, type UploadLimits } from './file-kinds.ts';
export { cleanName } from './file-name.ts';
export { getFile, getFiles, readFile } from './file.queries.ts';
export { onFileDecided } from './on-file-decided.ts';
export { canClearQuarantine, canSeeQuarantine } from './quarantine.policy.ts';
export {
  countQuarantine,
  listDecidedFiles,
  listMyHeldFiles,
  listQuarantine,
  noticeOfFile,
  type HeldFile,
  type QuarantinedFile,
} from './quarantine.queries.ts';
export { decisionForm } from './quarantine.schema.ts';
export { clearQuarantined, rejectQuarantined } from './quarantine.ts';
export { storeMade } from './store-made.ts';
export { storeUpload, type Upload } from './store-upload.ts';
export type { StoredFile } from './stored-file.ts';

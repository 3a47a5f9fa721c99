export { discardFile } from './discard-file.ts';
export { fileQuarantined } from './file.events.ts';
export { acceptOf, isInline, uploadLimits, type FileKindName, type UploadLimits } from './file-kinds.ts';
export { cleanName } from './file-name.ts';
export { getFile, getFiles, readFile } from './file.queries.ts';
export { canSeeQuarantine, listQuarantine, rejectQuarantined, type QuarantinedFile } from './quarantine.ts';
export { storeMade } from './store-made.ts';
export { storeUpload, type Upload } from './store-upload.ts';
export type { StoredFile } from './stored-file.ts';

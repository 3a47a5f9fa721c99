/** One kind of file that people may upload. */
interface FileKind {
  /** How the application names and serves it. */
  mediaType: string;
  extensions: readonly string[];
  /** What browsers and systems say it is; one of them, or nothing at all. */
  declared: readonly string[];
  /** Shown by a browser without running anything of ours. */
  inline?: true;
  archive?: 'office' | 'plain';
}

const OOXML = 'application/vnd.openxmlformats-officedocument';
const ODF = 'application/vnd.oasis.opendocument';
const ZIP = ['application/zip', 'application/x-zip-compressed', 'application/x-zip'];

/** The allow-list. What is not here is refused, macros, programs, HTML and SVG above all. */
export const fileKinds = {
  pdf: { mediaType: 'application/pdf', extensions: ['pdf'], declared: ['application/x-pdf'], inline: true },
  png: { mediaType: 'image/png', extensions: ['png'], declared: [], inline: true },
  jpg: { mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'], declared: ['image/jpg', 'image/pjpeg'], inline: true },
  webp: { mediaType: 'image/webp', extensions: ['webp'], declared: [], inline: true },
  heic: { mediaType: 'image/heic', extensions: ['heic', 'heif'], declared: ['image/heif'] },
  docx: { mediaType: `${OOXML}.wordprocessingml.document`, extensions: ['docx'], declared: ZIP, archive: 'office' },
  xlsx: { mediaType: `${OOXML}.spreadsheetml.sheet`, extensions: ['xlsx'], declared: ZIP, archive: 'office' },
  odt: { mediaType: `${ODF}.text`, extensions: ['odt'], declared: ZIP, archive: 'office' },
  ods: { mediaType: `${ODF}.spreadsheet`, extensions: ['ods'], declared: ZIP, archive: 'office' },
  zip: { mediaType: 'application/zip', extensions: ['zip'], declared: ZIP, archive: 'plain' },
  // Where Office is installed, Windows takes every CSV for a sheet of Excel.
  csv: {
    mediaType: 'text/csv',
    extensions: ['csv'],
    declared: ['text/plain', 'application/csv', 'application/vnd.ms-excel'],
  },
  txt: { mediaType: 'text/plain', extensions: ['txt'], declared: [] },
  mp4: { mediaType: 'video/mp4', extensions: ['mp4', 'm4v'], declared: ['video/x-m4v'], inline: true },
} as const satisfies Record<string, FileKind>;

export type FileKindName = keyof typeof fileKinds;
const kinds: Record<FileKindName, FileKind> = fileKinds;

export interface UploadLimits {
  /** Bytes of one file. */
  fileSize: number;
  /** Files in one form. */
  files: number;
  kinds: readonly FileKindName[];
}

const MB = 1024 * 1024;
const everyKind = Object.keys(fileKinds) as FileKindName[];

/** Videos are for articles only: nobody reads them of a document or message. */
const papers = everyKind.filter((kind) => kind !== 'mp4');

/** How much may be uploaded at once, by what it is for. */
export const uploadLimits = {
  document: { fileSize: 20 * MB, files: 1, kinds: papers },
  attachment: { fileSize: 20 * MB, files: 5, kinds: papers },
  article: { fileSize: 50 * MB, files: 5, kinds: everyKind },
} as const satisfies Record<string, UploadLimits>;

/** The kind that a name's extension stands for. */
export function kindOfName(name: string): FileKindName | null {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return everyKind.find((kind) => kinds[kind].extensions.includes(extension)) ?? null;
}

/** Does what the browser declared fit? Nothing and `application/octet-stream` say nothing. */
export function declaredFits(kind: FileKindName, declared: string): boolean {
  const type = declared.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === '' || type === 'application/octet-stream') return true;
  return kinds[kind].mediaType === type || kinds[kind].declared.includes(type);
}

export const archiveOf = (kind: FileKindName): 'office' | 'plain' | null => kinds[kind].archive ?? null;

/** May a browser show it in place? Only what can run nothing: PDF, raster images and videos, never HTML or SVG. */
export const isInline = (mediaType: string): boolean =>
  everyKind.some((kind) => kinds[kind].mediaType === mediaType && kinds[kind].inline === true);

/** For the `accept` of a file field. */
export const acceptOf = (limits: UploadLimits): string =>
  limits.kinds.flatMap((kind) => kinds[kind].extensions.map((extension) => `.${extension}`)).join(',');

/** A picture or attachment as an article's text shows it. */
export interface ArticleFile {
  id: string;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  /** Pixels; null for what is no picture, and for pictures nobody could measure. */
  width: number | null;
  height: number | null;
}

/** `![what it shows](file:<id>)`, `[what it is](file:<id>)`, and `[name]: file:<id>` for references. */
const FILE = /\](?:\(|:)\s*<?file:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![0-9a-z-])/g;

/** Ids of the files a text uses, each once. */
export const fileIdsIn = (body: string): string[] => [
  ...new Set([...body.matchAll(FILE)].map((match) => match[1] ?? '')),
];

/** Where readers get it. */
export const articleFilePath = (id: string): string => `/help/files/${id}`;

/** How a text shows it: pictures and videos in their place, others as a link. */
export function markdownOf({ id, name, mediaType }: Pick<ArticleFile, 'id' | 'name' | 'mediaType'>): string {
  const label = name
    .replace(/\.[^.]+$/, '')
    .replaceAll(/[[\]\\\s]+/gu, ' ')
    .trim();
  const isShown = mediaType.startsWith('image/') || mediaType.startsWith('video/');
  return `${isShown ? '!' : ''}[${label}](file:${id})`;
}

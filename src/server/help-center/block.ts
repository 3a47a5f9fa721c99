/** A block on a line of its own: `{{block:delivery-zones}}`. */
const BLOCK = /^[ \t]*\{\{block:([a-z0-9]+(?:-[a-z0-9]+)*)\}\}[ \t]*$/gm;

/** Keys of the blocks a text uses, each once. */
export const blockKeysIn = (body: string): string[] => [
  ...new Set([...body.matchAll(BLOCK)].map((match) => match[1] ?? '')),
];

/** The text with its blocks put in; one that is not there leaves nothing. Blocks within blocks stay as they are written. */
export const withBlocks = (body: string, blocks: ReadonlyMap<string, string>): string =>
  body.replace(BLOCK, (_, key: string) => blocks.get(key) ?? '');

const FILES_OF = 'block:';
/** Files of a block are kept under a key of their own. */
export const fileKeyOfBlock = (key: string): string => FILES_OF + key;
/** The block whose files are kept under a key; null for an article's. */
export const blockOfFileKey = (key: string): string | null =>
  key.startsWith(FILES_OF) ? key.slice(FILES_OF.length) : null;

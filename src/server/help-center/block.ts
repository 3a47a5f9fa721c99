/** A block on a line of its own: `{{block:delivery-zones}}`. */
const BLOCK = /^[ \t]*\{\{block:([a-z0-9]+(?:-[a-z0-9]+)*)\}\}[ \t]*$/gm;

/** Keys of the blocks a text uses, each once. */
export const blockKeysIn = (body: string): string[] => [
  ...new Set([...body.matchAll(BLOCK)].map((match) => match[1] ?? '')),
];

/** The text with its blocks put in; one that is not there leaves nothing. Blocks within blocks stay as they are written. */
export const withBlocks = (body: string, blocks: ReadonlyMap<string, string>): string =>
  body.replace(BLOCK, (_, key: string) => blocks.get(key) ?? '');

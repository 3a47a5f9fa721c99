import { codeIn } from '../platform/render-markdown.ts';

/** A block on a line of its own: `{{block:delivery-zones}}`. */
const BLOCK = /^[ \t]*\{\{block:([a-z0-9]+(?:-[a-z0-9]+)*)\}\}[ \t]*$/gm;

/** Keys of the blocks a text uses, each once. Code shows how a block is written and uses none. */
export function blockKeysIn(body: string): string[] {
  const inCode = placesInCode(body);
  return [...new Set([...body.matchAll(BLOCK)].flatMap((match, place) => (inCode.has(place) ? [] : (match[1] ?? []))))];
}

/** The text with its blocks put in; one that is not there leaves nothing. Blocks within blocks and in code stay as they are written. */
export function withBlocks(body: string, blocks: ReadonlyMap<string, string>): string {
  const inCode = placesInCode(body);
  let place = 0;
  return body.replace(BLOCK, (written, key: string) => (inCode.has(place++) ? written : (blocks.get(key) ?? '')));
}

/** Characters nobody writes (private use), around the number of a block. */
const [OPEN, CLOSE] = ['\u{f0000}', '\u{f0001}'];
const NUMBERED = /\u{f0000}(\d+)\u{f0001}/gu;
/** Without one of these there is no code. */
const CODE = /`|~~~|^(?: {4}| *\t)/m;

/** Which of the blocks in a text, counted from 0, stand in code: the parser says, since lists and quotations move it around. */
function placesInCode(body: string): ReadonlySet<number> {
  if (!body.includes('{{block:') || !CODE.test(body)) return new Set();
  let place = 0;
  const numbered = body.replace(BLOCK, (written, key: string) =>
    written.replace(`{{block:${key}}}`, `${OPEN}${String(place++)}${CLOSE}`),
  );
  return new Set(codeIn(numbered).flatMap((code) => [...code.matchAll(NUMBERED)].map(([, number]) => Number(number))));
}

const FILES_OF = 'block:';
/** Files of a block are kept under a key of their own. */
export const fileKeyOfBlock = (key: string): string => FILES_OF + key;
/** The block whose files are kept under a key; null for an article's. */
export const blockOfFileKey = (key: string): string | null =>
  key.startsWith(FILES_OF) ? key.slice(FILES_OF.length) : null;

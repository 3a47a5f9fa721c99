/** Line ends and other control characters, where a text has one line (Unicode categories Cc, Zl, Zp). */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/**
 * What nobody sees: marks and overrides of direction (UAX #9), which turn what stands beside them around; spaces without width, tags,
 * halves of characters. Joiners stay: emoji and some scripts are written with them.
 */
const HIDDEN = /[[\p{Cf}\p{Cs}]--[\u200c\u200d]]/gv;
const CONTROLS = /[\p{Cc}--[\t\n]]/gv;

/**
 * A text of one line – a title, a name, a tag – without what nobody sees: it would look like another, or turn around what it
 * stands beside. Left out rather than refused: who pasted it could not find it.
 */
export const oneLine = (text: string): string => text.replaceAll(BREAKS, ' ').replaceAll(HIDDEN, '');

/** A text of many lines, with line ends as `\n` and without control characters. Tabs stay. */
export const manyLines = (text: string): string =>
  text.replaceAll(/\r\n?/gu, '\n').replaceAll(CONTROLS, '').toWellFormed();

import type { Locale } from '#content/locales.ts';
import { isWordKey, wordsFor, type WordKey } from '#content/words.ts';
import { shapeOf } from './fault-shapes.ts';

/** A fault with what it names, as the page hands it over. */
export interface ShownFault {
  line: number;
  code: string;
  what: string;
  other: string;
  last: string;
  add: string;
  /** The nearest spelling there is, and all there are. */
  proposed: string;
  listed: string;
  /** Of the command line, in English: for a code that has no word yet. */
  message: string;
  mend: string;
  /** The line of the text as it stands. */
  excerpt: string;
  /** The step it is about. */
  step: string | null;
}

/** What is wrong and how to mend it, in the reader's language; the message of the command line where there is no word. */
export function faultWords(fault: ShownFault, locale: Locale): { message: string; mend: string } {
  const t = wordsFor(locale);
  const { code, what, other, last, add, proposed, listed } = fault;
  const shape = code === 'wrong-value' ? shapeOf(fault.message) : null;
  const key = shape === null ? `scenarios.fault.${code}` : `scenarios.fault.${code}.${shape}`;
  const mendKey = `${key}.mend`;
  const values = { what, other, last, add, proposed, listed, kinds: listed };
  // What names nothing is about the whole text.
  const whole = `${key}.all`;
  const chosen = what === '' && isWordKey(whole) ? whole : key;
  const message = isWordKey(chosen) ? t(chosen, values) : fault.message;
  const general: WordKey =
    proposed === ''
      ? listed === ''
        ? 'scenarios.fault.mend'
        : 'scenarios.fault.mend.known'
      : 'scenarios.fault.mend.proposed';
  return { message, mend: t(isWordKey(mendKey) ? mendKey : general, values) };
}

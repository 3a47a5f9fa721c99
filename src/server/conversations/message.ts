import type { Locale } from '#content/locales.ts';
import type { WordValues } from '#content/words.ts';

/** Plain text, counted in UTF-16 units as `maxlength` counts them. */
export const MESSAGE_LIMIT = 4000;

export type MessageAuthor = 'person' | 'assistant' | 'agent' | 'activity';

/** Something that can be pressed instead of typed. Values that start with `/` are commands the assistant understands. */
export interface Choice {
  value: string;
  label: string;
}

export interface Citation {
  key: string;
  category: string;
  locale: Locale;
  title: string;
  excerpt: string;
  /** `YYYY-MM-DD` */
  updatedOn: string;
  /** The revision that was quoted; later ones may say something else. */
  revision?: number | undefined;
  /** The day somebody last made sure that it is true. */
  verifiedOn?: string | null | undefined;
}

/** An answer that was given before and can be changed, by the reply `/change:<step>`. */
export interface Given {
  step: string;
  label: string;
  value: string;
}

/** A field for the answer to a question. `value` is what is suggested, to be changed or sent as it is. */
export type AnswerInput = { value?: string | undefined } & (
  | { kind: 'text' | 'email' | 'phone' | 'file' }
  | { kind: 'number'; min?: number | undefined; max?: number | undefined; whole: boolean }
  | { kind: 'date'; min?: string | undefined; max?: string | undefined; workdays: boolean }
);

/** What a message carries besides its text. Stored as JSON; every part may be absent. */
export interface MessageExtras {
  /** Where the scenario stands: step 2 of 3. */
  scenario?: { key: string; title: string; step: number; steps: number } | undefined;
  /** Answers to the question of this message. */
  replies?: Choice[] | undefined;
  /** A value taken from the account, with its source, and the reply that changes it. */
  prefill?: { label: string; value: string; source: string; changeReply: string } | undefined;
  /** What the answer is typed into; without it the buttons are all there is to choose from. Days are `YYYY-MM-DD`. */
  input?: AnswerInput | undefined;
  /** The help article an answer rests on. `category` is part of its address. */
  citation?: Citation | undefined;
  /** Things the assistant could do when it is not sure what was meant. */
  offers?: Choice[] | undefined;
  canGoBack?: boolean | undefined;
  /** What was answered on the way here. */
  given?: Given[] | undefined;
  /** The answer ends with "did it help?". */
  askHelped?: boolean | undefined;
  /** Fill the placeholders of an activity line. */
  values?: WordValues | undefined;
  /** On a person's message: the quick reply that was pressed. */
  reply?: { value: string } | undefined;
}

/** One line of a conversation that both sides see. For an activity `body` is a word key. */
export interface Message {
  id: string;
  conversationId: string;
  sequence: number;
  clientId: string;
  author: MessageAuthor;
  authorId: string | null;
  body: string;
  extras: MessageExtras;
  createdAt: Date;
}

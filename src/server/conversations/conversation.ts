import type { Locale } from '#content/locales.ts';
import { parseSubject, type Subject } from '../platform/subject.ts';

export type ConversationStatus = 'open' | 'snoozed' | 'resolved';

/** Who answers now: the assistant, a queue in which it waits for a person, or one agent. */
export type Holder = 'assistant' | 'queue' | 'agent';

/** With support, or straight with the customer's own manager: then the assistant stays silent. */
export type ConversationKind = 'support' | 'manager';

export interface Conversation {
  id: string;
  /** Short number people can say aloud; see `numberLabel`. */
  number: number;
  status: ConversationStatus;
  holder: Holder;
  kind: ConversationKind;
  locale: Locale;
  subject: string | null;
  /** Text of the subject it was started from; see `aboutOf`. */
  about: string | null;
  userId: string | null;
  visitorHash: string | null;
  customerId: string | null;
  /** Where a guest wants to be answered; null for those who can sign in. */
  contact: string | null;
  articleKey: string | null;
  lastSequence: number;
  createdAt: Date;
  updatedAt: Date;
  resolvedAt: Date | null;
}

/** 5117 → `5-117`: easier to say and to hear. */
export const numberLabel = (number: number): string =>
  `${Math.floor(number / 1000)}-${String(number % 1000).padStart(3, '0')}`;

/** What it was started from: an invoice, an order, a document, a task; null when from nothing. */
export const aboutOf = ({ about }: Pick<Conversation, 'about'>): Subject | null =>
  about === null ? null : parseSubject(about);

const SUBJECT_LENGTH = 80;
/** Sentences that only greet: «Добрый день!» in a list of conversations would tell nothing. */
const GREETING =
  /^(?:здравствуй(?:те)?|привет(?:ствую)?|добр(?:ый|ого|ое|ой) (?:день|дня|вечер|вечера|утро|утра)|доброго времени суток|hello|hi|hey|good (?:morning|afternoon|evening|day)|dear \p{L}+)(?:,? (?:there|all|team|коллеги))?[\s,.!…:)]*$/iu;

/** What a conversation is called in lists: its first sentence that is more than a greeting, with a capital, cut at a word. */
export function subjectOf(text: string): string {
  return capitalized(firstSentence(text));
}

const capitalized = (text: string): string => text.replace(/^\p{Ll}(?=[\p{Ll}\s])/u, (letter) => letter.toUpperCase());

function firstSentence(text: string): string {
  const sentences = text.split(/\n|(?<=[.!?…])\s/u).map((sentence) => sentence.trim());
  const line = sentences.find((sentence) => sentence !== '' && !GREETING.test(sentence));
  const subject = (line ?? text.trim()).replace(/(?<!\.)\.$/u, '');
  if (subject.length <= SUBJECT_LENGTH) return subject;
  const cut = subject.slice(0, SUBJECT_LENGTH - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 40)).trimEnd()}…`;
}

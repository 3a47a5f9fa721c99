import { isWordKey, wordsFor } from '#content/words.ts';
import { readableName } from '#content/person-name.ts';
import { titleFor, type Titled } from '#content/person-title.ts';
import type { Locale } from '#content/locales.ts';
import { showsSubject } from '../customers/index.ts';
import type { Viewer } from '../identity/index.ts';
import type { Subject } from '../platform/subject.ts';
import type { Attachment } from './attachments.ts';
import type { Conversation, ConversationKind, ConversationStatus, Holder } from './conversation.ts';
import { aboutOf, numberLabel } from './conversation.ts';
import type { Message, MessageAuthor, MessageExtras } from './message.ts';
import type { Position } from './positions.ts';

/** A name beside a message, and what the person does in the language of the reader. */
export interface Speaker {
  name: string;
  title: string | null;
}
/** What is known of one of our people. */
export type Named = Titled & { name: string };

/** A message as the person may see it – also the shape of the JSON and of the event stream. */
export interface MessageForPerson {
  id: string;
  sequence: number;
  author: MessageAuthor;
  /** The agent, also of an activity line about one; null for the person and the assistant. */
  speaker: Speaker | null;
  /** Activity lines come already said in the reader's language. */
  text: string;
  at: Date;
  files: readonly Attachment[];
  /** What an activity line is about, e.g. `activity.resolved`. */
  activity?: string;
  /** The sender's own id, so that a page knows its message again. Only on the person's messages. */
  clientId?: string;
  scenario?: MessageExtras['scenario'];
  replies?: MessageExtras['replies'];
  prefill?: MessageExtras['prefill'];
  input?: MessageExtras['input'];
  citation?: MessageExtras['citation'];
  offers?: MessageExtras['offers'];
  canGoBack?: boolean;
  given?: MessageExtras['given'];
  askHelped?: boolean;
}

export interface ConversationForPerson {
  id: string;
  /** As people say it: `5-117`. */
  number: string;
  subject: string | null;
  kind: ConversationKind;
  /** What it was started from; null also where the viewer could not open it. */
  about: Subject | null;
  status: ConversationStatus;
  holder: Holder;
  locale: Locale;
  articleKey: string | null;
  /** Who of the people answers, once somebody does. */
  agent: Speaker | null;
  /** While it waits for a person. `opensAt` is null during office hours. */
  waiting: { queue: string; place: number; opensAt: Date | null } | null;
  /** While it waits as a request: handed over out of hours, or left waiting until people went home. */
  request: RequestStanding | null;
  /** When an agent who has it answers next, out of hours; null in office hours and while nobody of ours has it. */
  opensAt: Date | null;
  /** How far our side has got with what the person wrote. */
  ours: Position;
  lastSequence: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface RequestStanding {
  /** A guest has not said yet where to answer. */
  asksContact: boolean;
  /** What they said. */
  contact: string | null;
  /** An address or a number they gave the assistant on the way: it may be meant. */
  suggested: string | null;
}

/** In lists. */
export type ConversationSummary = Pick<
  ConversationForPerson,
  'id' | 'number' | 'kind' | 'about' | 'subject' | 'status' | 'holder' | 'updatedAt'
>;

/** What a message says in a reader's language. */
export function textOf(message: Pick<Message, 'author' | 'body' | 'extras'>, locale: Locale): string {
  if (message.author !== 'activity') return message.body;
  if (!isWordKey(message.body)) return '';
  const { values = {} } = message.extras;
  const { name } = values;
  const named = typeof name === 'string' ? { ...values, name: readableName(name, locale) } : values;
  return wordsFor(locale)(message.body, named);
}

export function messageForPerson(
  message: Message,
  {
    people,
    locale,
    files = new Map(),
  }: { people: ReadonlyMap<string, Named>; locale: Locale; files?: ReadonlyMap<string, readonly Attachment[]> },
): MessageForPerson {
  const { id, sequence, author, authorId, extras, createdAt, clientId } = message;
  const common = { id, sequence, author, text: textOf(message, locale), at: createdAt, files: files.get(id) ?? [] };
  if (author === 'agent') return { ...common, speaker: speakerOf(authorId ? people.get(authorId) : undefined, locale) };
  if (author === 'person') return { ...common, speaker: null, clientId };
  if (author === 'activity') return { ...common, activity: message.body, speaker: agentOf(extras) };
  const { scenario, replies, prefill, input, citation, offers, given, canGoBack = false, askHelped = false } = extras;
  const asked = { scenario, replies, prefill, input, citation, offers, given };
  return { ...common, ...asked, speaker: null, canGoBack, askHelped };
}

export function conversationForPerson(
  viewer: Viewer,
  conversation: Conversation,
  standing: Pick<ConversationForPerson, 'agent' | 'waiting' | 'request' | 'opensAt' | 'ours'>,
): ConversationForPerson {
  const { articleKey, locale, lastSequence, createdAt } = conversation;
  return { ...summaryForPerson(viewer, conversation), ...standing, locale, articleKey, lastSequence, createdAt };
}

export function summaryForPerson(viewer: Viewer, conversation: Conversation): ConversationSummary {
  const { id, number, kind, subject, status, holder, updatedAt } = conversation;
  const named = aboutOf(conversation);
  const about = named && showsSubject(viewer, conversation.customerId, named.kind) ? named : null;
  return { id, number: numberLabel(number), kind, about, subject, status, holder, updatedAt };
}

/** Only what may stand beside a message leaves: never an address. */
export const speakerOf = (person: Named | undefined, locale: Locale): Speaker | null =>
  person ? { name: person.name, title: titleFor(person, locale) } : null;

/** The agent an activity line names. */
function agentOf({ values }: MessageExtras): Speaker | null {
  const name = values?.['name'];
  return typeof name === 'string' && name !== 'none' ? { name, title: null } : null;
}

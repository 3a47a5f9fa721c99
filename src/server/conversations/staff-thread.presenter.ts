import type { Locale } from '#content/locales.ts';
import { speakerOf, textOf, type Named, type Speaker } from './conversation.presenter.ts';
import type { Attachment } from './attachments.ts';
import type { Message, MessageExtras } from './message.ts';
import type { Note } from './note.ts';

/** A line of the thread as staff see it: what both sides see, and their own notes between. */
export type StaffLine =
  | {
      kind: 'message';
      id: string;
      sequence: number;
      author: Message['author'];
      /** The person or the agent; null for guests, the assistant and activity lines. */
      speaker: Speaker | null;
      mine: boolean;
      text: string;
      at: Date;
      files: readonly Attachment[];
      /** What an activity line is about, e.g. `activity.resolved`. */
      activity: string | null;
      scenario?: MessageExtras['scenario'];
      citation?: MessageExtras['citation'];
      prefill?: MessageExtras['prefill'];
      /** Labels only: staff cannot press them. */
      offered: string[];
    }
  | { kind: 'note'; id: string; sequence: number; speaker: Speaker | null; mine: boolean; text: string; at: Date };

interface Audience {
  people: ReadonlyMap<string, Named>;
  locale: Locale;
  /** Who looks. */
  userId: string;
  files: ReadonlyMap<string, readonly Attachment[]>;
}

export function lineOfMessage(message: Message, { people, locale, userId, files }: Audience): StaffLine {
  const { id, sequence, author, authorId, extras, createdAt } = message;
  const { scenario, citation, prefill, replies = [], offers = [] } = extras;
  return {
    kind: 'message',
    id,
    sequence,
    author,
    speaker: speakerOf(authorId ? people.get(authorId) : undefined, locale),
    mine: author === 'agent' && authorId === userId,
    text: textOf(message, locale),
    at: createdAt,
    files: files.get(id) ?? [],
    activity: author === 'activity' ? message.body : null,
    scenario,
    citation,
    prefill,
    offered: [...replies, ...offers].map((choice) => choice.label),
  };
}

export function lineOfNote(note: Note, { people, locale, userId }: Audience): StaffLine {
  const { id, afterSequence, authorId, body, createdAt } = note;
  const speaker = speakerOf(people.get(authorId), locale);
  return { kind: 'note', id, sequence: afterSequence, speaker, mine: authorId === userId, text: body, at: createdAt };
}

/** A note stands after the message it followed; several notes keep their order. */
export const inOrder = (lines: readonly StaffLine[]): StaffLine[] =>
  [...lines].sort(
    (a, b) =>
      a.sequence - b.sequence ||
      Number(a.kind === 'note') - Number(b.kind === 'note') ||
      a.at.getTime() - b.at.getTime(),
  );

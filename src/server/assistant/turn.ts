import type { AssignmentSummary, MessageExtras, QueueKey } from '../conversations/index.ts';
import type { Locale } from '#content/locales.ts';
import type { RunRecord } from './run-record.ts';

/** walk: inside a scenario · act: began one · offer: asked which · miss: did not understand · hand_off · small_talk */
export type Decision = 'walk' | 'act' | 'offer' | 'miss' | 'hand_off' | 'small_talk';

export interface Reply {
  body: string;
  extras: MessageExtras;
}

/** How a turn ends after its replies. */
export type Ending =
  { kind: 'handOff'; queue: QueueKey; summary: AssignmentSummary } | { kind: 'resolve'; topic: string };

/** A decided turn, ready to be carried out as often as it takes. */
export interface Turn {
  /** The event it answers; client ids of its messages are made of it. */
  id: string;
  replies: Reply[];
  ending: Ending | null;
}

/** What has been decided about a message, with what has to be stored. */
export interface Plan {
  locale: Locale;
  decision: Decision;
  candidates: { id: string; confidence: number }[];
  replies: Reply[];
  ending: Ending | null;
  /** The walk that was under way and does not go on, or is set aside until what came between is done. */
  dropped: (Pick<RunRecord, 'id' | 'storedTurns'> & { isSetAside: boolean }) | null;
  /** Walks this turn moved, in order: one that leads into another ends before it. */
  moved: RunRecord[];
}

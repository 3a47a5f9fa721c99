import type { Locale } from '#content/locales.ts';
import { wordsFor, type Words } from '#content/words.ts';
import type { Choice, Conversation } from '../conversations/index.ts';
import type { Ctx } from '../context.ts';
import { mayRead, readerOf } from '../help-center/index.ts';
import type { UserViewer, VisitorViewer } from '../identity/index.ts';
import type { Item, Scene } from '../scenarios/index.ts';
import type { Knowledge, Subject } from './knowledge.ts';
import type { LostRun, RunRecord } from './run-record.ts';
import { sceneOf } from './scene.ts';
import type { Decision } from './turn.ts';
import { understand, type Understanding } from './understand.ts';

/** A message to be answered, and all that is known about the moment. */
export interface Situation {
  /** With the eyes of the person: the assistant sees what they may see and nothing else. */
  ctx: Ctx<UserViewer | VisitorViewer>;
  knowledge: Knowledge;
  conversation: Conversation;
  /** What was written, or the words of the reply that was pressed. */
  text: string;
  /** The value of the pressed reply. */
  value: string | undefined;
  /** Files sent with the message, as scenarios speak about them. */
  files: Item[];
  /** What the person last wrote in words of their own. */
  request: string;
  /** The assistant has not said anything here yet. */
  isFirst: boolean;
  active: RunRecord | null;
  lost: LostRun | null;
  /** The walk that something else came between; it is offered again when that is done. */
  aside: RunRecord | null;
  /** Pressed or written for an earlier question than the present one. */
  isLate: boolean;
  /** It was offered just now. */
  isAsideOffered: boolean;
  previous: Decision | null;
  /** What could be pressed under the last thing it said. */
  choices: readonly Choice[];
  locale: Locale;
}

/** What a walk needs of the moment; an agent walks with it as well, also on the phone, where there is no conversation. */
export interface Walking extends Pick<Situation, 'ctx' | 'locale' | 'text' | 'value'> {
  conversation: Pick<Conversation, 'id' | 'customerId' | 'about'>;
  /** Sends a file to the person in the name of who walks; the assistant's, when absent. False when it could not. */
  deliver?: (file: { title: string; fileId: string; key: string }) => Promise<boolean>;
}

export const wordsOf = (situation: Pick<Situation, 'locale'>): Words => wordsFor(situation.locale);
export const sceneIn = (situation: Pick<Situation, 'ctx' | 'locale'>): Promise<Scene> =>
  sceneOf(situation.ctx, situation.locale);

export async function understandIn({ ctx, knowledge }: Situation, text: string): Promise<Understanding> {
  const reader = await readerOf(ctx);
  const { log } = ctx.platform;
  const { embedder } = knowledge;
  const mayUse = ({ audience }: Subject) => audience === undefined || mayRead(reader, audience);
  return understand({ knowledge, embedder, log, mayUse }, text);
}

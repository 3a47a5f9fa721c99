import {
  attachmentsOf,
  conversationViewer,
  getConversation,
  handOff,
  listMessages,
  postAssistantMessage,
  resolveConversation,
  type Choice,
  type Conversation,
  type Message,
  type MessageExtras,
} from '../conversations/index.ts';
import type { Ctx } from '../context.ts';
import type { SystemViewer } from '../identity/index.ts';
import type { Item } from '../scenarios/index.ts';
import { knowledgeOf } from './knowledge-store.ts';
import { languageOf } from './language.ts';
import { asMeant } from './layout.ts';
import { planTurn } from './plan-turn.ts';
import type { RunRecord } from './run-record.ts';
import type { Situation } from './situation.ts';
import { isStillShown } from './still-shown.ts';
import { asksToResume } from './set-aside.ts';
import { smallTalkIn } from './small-talk.ts';
import { moveIn } from './spoken.ts';
import { storeTurn } from './store-turn.ts';
import { activeRun, asideRun, lastTurn, turnOfMessage } from './turn.queries.ts';
import type { Turn } from './turn.ts';

/** How far back it looks for what was said. */
const HISTORY = 60;

export interface MessageToAnswer {
  /** The event that tells of it. */
  turnId: string;
  conversationId: string;
  messageId: string;
}

/**
 * Answers a person's message as the assistant, once: the turn is decided and stored, then carried out; a repeat carries the
 * stored turn out again, and what was said already is not said twice. Silent when a person holds the conversation.
 */
export async function answerMessage(ctx: Ctx<SystemViewer>, input: MessageToAnswer): Promise<void> {
  const conversation = await getConversation(ctx, input.conversationId);
  if (!conversation || conversation.holder !== 'assistant' || conversation.status !== 'open') return;
  const decided = await turnOfMessage(ctx, input.messageId);
  if (decided) {
    await carryOut(ctx, conversation, decided);
    return;
  }
  const situation = await situationOf(ctx, conversation, input.messageId);
  if (!situation) return;
  const plan = await planTurn(situation);
  await storeTurn(ctx, input, plan, situation.ctx.viewer);
  await carryOut(ctx, conversation, { id: input.turnId, replies: plan.replies, ending: plan.ending });
}

async function situationOf(
  ctx: Ctx<SystemViewer>,
  conversation: Conversation,
  messageId: string,
): Promise<Situation | null> {
  const messages = await listMessages(ctx, conversation.id, Math.max(0, conversation.lastSequence - HISTORY));
  const message = messages.find((each) => each.id === messageId);
  if (message?.author !== 'person') return null;
  const [previous, viewer, knowledge] = await Promise.all([
    lastTurn(ctx, conversation.id),
    conversationViewer(ctx, conversation),
    knowledgeOf(ctx),
  ]);
  const { words } = ctx.platform.embedder;
  const isWord = (word: string): boolean => words.has(word) || knowledge.spelling.knows(word);
  const isPlain = message.extras.reply !== undefined || isSmallTalk(message.body) || moveIn(message.body) !== null;
  const text = isPlain ? message.body : asMeant(message.body, isWord);
  const before = previous?.locale ?? conversation.locale;
  // The words of a button are in the language it was offered in, whatever it is about.
  const locale = message.extras.reply ? before : languageOf(text, before, isWord);
  const [walk, aside] = await Promise.all([
    activeRun(ctx, conversation.id, locale),
    asideRun(ctx, conversation.id, locale),
  ]);
  const goesOn = walk?.scenario != null && isStillShown(viewer, walk.run);
  const typed = messages.filter(
    (each) => each.author === 'person' && !each.extras.reply && each.body !== '' && each.sequence <= message.sequence,
  );
  return {
    ctx: { ...ctx, viewer },
    knowledge,
    conversation,
    text,
    value: message.extras.reply?.value,
    files: goesOn && waitsForFiles(walk) ? await filesOf(ctx, message) : [],
    request: typed.at(-1)?.body ?? conversation.subject ?? message.body,
    isFirst: previous === null,
    active: walk?.scenario && goesOn ? walk : null,
    lost: walk && !goesOn ? { id: walk.id, scenario: null, storedTurns: walk.storedTurns ?? 0 } : null,
    aside: aside && isStillShown(viewer, aside.run) ? aside : null,
    isLate: isLate(message, messages),
    isAsideOffered: previous !== null && asksToResume(previous.replies),
    previous: previous?.decision ?? null,
    choices: choicesIn(previous?.replies ?? []),
    locale,
  };
}

/**
 * Whether it was pressed under a question before the present one, in another tab, or written before the present one was put. What
 * is pressed names the message it stands under (AssistantMessage.astro).
 */
function isLate({ clientId, sequence }: Message, messages: readonly Message[]): boolean {
  const asked = messages.findLast((each) => each.clientId.startsWith('assistant:'));
  const pressedUnder = /^reply\.([0-9a-f-]{36})\./u.exec(clientId)?.[1];
  return asked !== undefined && (asked.sequence > sequence || (pressedUnder ?? asked.id) !== asked.id);
}

/** Short words like "bye" are in no list of words, and make one in the other layout. */
const isSmallTalk = (text: string): boolean => {
  const talk = smallTalkIn(text);
  return talk !== null && talk !== 'wordless';
};

/** In the order they stand, and are numbered, under the last message (AssistantMessage.astro). */
function choicesIn(replies: Turn['replies'] | readonly { extras: Record<string, unknown> }[]): Choice[] {
  const { offers = [], replies: pressed = [], askHelped } = (replies.at(-1)?.extras ?? {}) as MessageExtras;
  const helped = ['/yes', '/no'].map((value) => ({ value, label: '' }));
  const all = [...pressed, ...offers, ...(askHelped ? helped : [])];
  return [
    ...all.filter(({ value }) => value !== '/human'),
    ...all.filter(({ value }) => value === '/human').slice(0, 1),
  ];
}

const waitsForFiles = ({ scenario, run }: RunRecord): boolean => {
  const here = scenario.steps.find((each) => each.id === run.at);
  return here?.kind === 'ask' && here.answer === 'file';
};

async function filesOf(ctx: Ctx<SystemViewer>, { id: messageId, conversationId }: Message): Promise<Item[]> {
  const files = await attachmentsOf(ctx, conversationId);
  return (files.get(messageId) ?? []).map(({ id, name }) => ({ id, name }));
}

/** Says and does what was decided. Each part is harmless to repeat, and stops being possible once a person holds it. */
async function carryOut(ctx: Ctx<SystemViewer>, conversation: Conversation, turn: Turn): Promise<void> {
  const conversationId = conversation.id;
  for (const [index, { body, extras }] of turn.replies.entries()) {
    const clientId = `assistant:${turn.id}:${index}`;
    const posted = await postAssistantMessage(ctx, { conversationId, clientId, body, extras });
    if (!posted.ok || posted.value.silenced) return;
  }
  const { ending } = turn;
  if (ending?.kind === 'handOff') {
    const { queue, summary } = ending;
    await handOff(ctx, { conversationId, queue, reason: summary.reason, summary });
  }
  if (ending?.kind === 'resolve') await resolveConversation(ctx, { conversationId, topics: [ending.topic] });
}

import { and, desc, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import { assistantTurns } from '#db/schema/assistant.ts';
import { messages } from '#db/schema/conversations.ts';
import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { answersCustomers } from '../conversations/index.ts';
import { canWriteScenarios, getScenarioHead, parseScenario, type PublishedScenario } from '../scenarios/index.ts';
import type { Band } from './confidence.ts';
import { knowledgeOf, knowledgeWith } from './knowledge-store.ts';
import type { Knowledge, Subject } from './knowledge.ts';
import { isChanged, replay, shippedThresholds, type Outcome, type PastQuestion, type Thresholds } from './replay.ts';

const DAY_MS = 86_400_000;
/** Most that are asked again. */
const MOST = 2_000;
export const replayDays = [7, 30, 90] as const;

/** to: would lead to this scenario from now on · from: would not any more · act, offer, handOff: what happens then. */
export const replayFilters = ['all', 'to', 'from', 'act', 'offer', 'handOff'] as const;
export type ReplayFilter = (typeof replayFilters)[number];

interface Side {
  band: Band;
  title: string | null;
  confidence: number;
}

export interface DraftReplay {
  /** Of how many questions: different words, and all that were asked. */
  questions: number;
  asked: number;
  /** How many of them would end otherwise, for each filter. */
  counts: Record<ReplayFilter, number>;
  changed: { text: string; times: number; before: Side; after: Side }[];
  /** The draft has faults: only the thresholds could be tried. */
  faulty: boolean;
  /** Nothing is being worked on. */
  published: boolean;
}

/** What the assistant knows, and would know with the draft: both by the same encoder, also while that is being exchanged. */
async function bothSides(ctx: Ctx, draft: PublishedScenario | null): Promise<Record<'knowledge' | 'after', Knowledge>> {
  for (;;) {
    const knowledge = await knowledgeOf(ctx);
    const after = draft ? await knowledgeWith(ctx, draft) : knowledge;
    if (after.embedder === knowledge.embedder) return { knowledge, after };
  }
}

/**
 * Asks the questions of the last days again with a scenario as it is drafted, and tells what would change. Null for those who do
 * not look after scenarios, and for unknown ones.
 */
export async function replayDraft(
  ctx: Ctx,
  choice: { key: string; days: number; filter: ReplayFilter; locale: Locale; thresholds?: Thresholds },
): Promise<DraftReplay | null> {
  if (!canWriteScenarios(ctx.viewer)) return null;
  const { key, days, filter, locale } = choice;
  const head = await getScenarioHead(ctx, key);
  if (!head) return null;
  const source = head.working?.source;
  const draft = source === undefined ? null : parseScenario(`${key}.yaml`, source).scenario;
  const questions = await pastQuestions(ctx, days);
  const { knowledge, after } = await bothSides(ctx, draft && { scenario: draft, version: head.working?.version ?? 0 });
  const { log } = ctx.platform;
  const { embedder } = knowledge;
  const thresholds = choice.thresholds ?? shippedThresholds;
  const replayed = await replay(questions, { knowledge }, { knowledge: after, thresholds }, { embedder, log });
  const changed = replayed.filter(isChanged);
  const id = `scenario:${key}`;
  const leads = ({ band, subject }: Outcome): boolean => band === 'act' && subject?.id === id;
  const isIn: Record<ReplayFilter, (each: (typeof changed)[number]) => boolean> = {
    all: () => true,
    to: (each) => leads(each.after) && !leads(each.before),
    from: (each) => leads(each.before) && !leads(each.after),
    act: (each) => each.after.band === 'act',
    offer: (each) => each.after.band === 'offer',
    handOff: (each) => each.after.band === 'handOff',
  };
  const titleOf = (subject: Subject | null) =>
    subject && (subject.title[locale] ?? subject.title.ru ?? subject.title.en ?? subject.key);
  const side = ({ band, subject, confidence }: Outcome): Side => ({ band, title: titleOf(subject), confidence });
  const shown = answersCustomers(ctx.viewer) ? (text: string) => text : masked;
  return {
    questions: questions.length,
    asked: questions.reduce((sum, { times }) => sum + times, 0),
    counts: Object.fromEntries(
      replayFilters.map((each) => [each, changed.filter(isIn[each]).length]),
    ) as DraftReplay['counts'],
    changed: changed.filter(isIn[filter]).map(({ question, ...each }) => ({
      text: shown(question.text),
      times: question.times,
      before: side(each.before),
      after: side(each.after),
    })),
    faulty: source !== undefined && draft === null,
    published: source === undefined,
  };
}

/** Editors read no one's conversations: what tells people apart is left out for them. */
const masked = (text: string): string => text.replaceAll(/\S+@\S+/gu, '…').replaceAll(/\d[\d\s()-]{2,}\d/gu, '…');

/** What was asked in words of one's own, outside a walk; the latest first. */
async function pastQuestions(ctx: Ctx, days: number): Promise<PastQuestion[]> {
  const since = new Date(ctx.clock.now().getTime() - days * DAY_MS);
  const rows = await ctx.db.read
    .select({ text: messages.body })
    .from(assistantTurns)
    .innerJoin(messages, eq(messages.id, assistantTurns.messageId))
    .where(
      and(
        gte(assistantTurns.createdAt, since),
        inArray(assistantTurns.decision, ['act', 'offer', 'miss', 'hand_off']),
        isNull(sql`json_extract(${messages.extras}, '$.reply')`),
      ),
    )
    .orderBy(desc(assistantTurns.createdAt))
    .limit(MOST);
  const times = Map.groupBy(rows, ({ text }) => text.trim());
  return [...times].filter(([text]) => text !== '').map(([text, { length }]) => ({ text, times: length }));
}

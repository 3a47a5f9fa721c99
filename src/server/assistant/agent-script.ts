import type { Locale } from '#content/locales.ts';
import type { Ctx } from '../context.ts';
import { answersCustomers, getConversation } from '../conversations/index.ts';
import { getCustomerCard } from '../customers/index.ts';
import { getPeople, type UserViewer } from '../identity/index.ts';
import { listPublishedScenarios, progress, scenarioTitle, summarize } from '../scenarios/index.ts';
import { walkingFor, type RunRow } from './agent-record.ts';
import { getRunRow, lastRunIn, runOf, runsOfCustomer } from './agent-run.queries.ts';
import { nothingShown, type Shown } from './agent-shown.ts';
import { recordOf } from './agent-walk.ts';
import { mayBegin } from './scenario-audience.ts';
import { sceneIn } from './situation.ts';

/** A scenario as an agent walks it. What is said to the person is in their language. */
export interface AgentScript extends Shown {
  runId: string;
  /** Null when the version can no longer be read. */
  title: string | null;
  version: number;
  /** The language of the person. */
  locale: Locale;
  /** Sent along with a move: tells whether somebody moved it meanwhile. */
  turns: number;
  /** The person's walk, as it was handed over; nobody has gone on with it. */
  parked: boolean;
  active: boolean;
  /** The person had begun it. */
  resumed: boolean;
  /** Who moved it last. */
  agentName: string | null;
  updatedAt: Date;
  /** What to say, all of it, ready to be put into a reply. */
  wording: string;
  progress: { step: number; steps: number } | null;
  answers: { step: string; label: string; value: string; source?: string | undefined; changeable: boolean }[];
  canGoBack: boolean;
  /** This viewer may go on with it. */
  mayMove: boolean;
}

/** The walk of a conversation that waits for an agent or is walked by one; null when there is none, or nothing to see. */
export async function getConversationScript(ctx: Ctx<UserViewer>, conversationId: string): Promise<AgentScript | null> {
  const conversation = answersCustomers(ctx.viewer) ? await getConversation(ctx, conversationId) : null;
  const row = conversation && (await lastRunIn(ctx, conversationId));
  return conversation && row ? present(ctx, row, conversation.locale) : null;
}

/** A walk on the phone for one customer; null for those who may not see the customer. */
export async function getPhoneScript(
  ctx: Ctx<UserViewer>,
  { customerId, runId }: { customerId: string; runId: string },
): Promise<(AgentScript & { userId: string }) | null> {
  if (!(await getCustomerCard(ctx, customerId))) return null;
  const row = await getRunRow(ctx, runId);
  if (row?.customerId !== customerId || row.conversationId !== '') return null;
  return { ...(await present(ctx, row, ctx.viewer.locale)), userId: row.userId ?? '' };
}

/** Latest calls of a customer that were led by a scenario. */
export interface PhoneScript {
  runId: string;
  title: string;
  userId: string;
  agentName: string | null;
  active: boolean;
  updatedAt: Date;
}

export async function listPhoneScripts(
  ctx: Ctx<UserViewer>,
  customerId: string,
  locale: Locale,
): Promise<PhoneScript[]> {
  if (!(await getCustomerCard(ctx, customerId))) return [];
  const rows = await runsOfCustomer(ctx, customerId);
  const people = await getPeople(
    ctx.db.read,
    rows.flatMap(({ agentId }) => agentId ?? []),
  );
  return Promise.all(
    rows.map(async (row) => ({
      runId: row.id,
      title: (await scenarioTitle(ctx, row.scenarioKey, locale)) ?? row.scenarioKey,
      userId: row.userId ?? '',
      agentName: (row.agentId && people.get(row.agentId)?.name) || null,
      active: row.status === 'active',
      updatedAt: row.updatedAt,
    })),
  );
}

export interface ScriptChoice {
  key: string;
  title: string;
  /** The assistant does not begin it now. */
  underReview: boolean;
}

/** Scenarios an agent may begin for the person of a conversation, or for somebody on the phone; by title. */
export async function listScriptChoices(
  ctx: Ctx<UserViewer>,
  { locale, ...where }: { locale: Locale } & ({ conversationId: string } | { customerId: string; userId: string }),
): Promise<ScriptChoice[]> {
  const walking = await walkingFor(ctx, { conversationId: '', customerId: null, userId: null, ...where });
  if (!walking) return [];
  const choices: ScriptChoice[] = [];
  for (const { scenario, isUnderReview } of await listPublishedScenarios(ctx)) {
    if (!(await mayBegin(walking.ctx, scenario))) continue;
    choices.push({ key: scenario.key, title: scenario.title[locale], underReview: isUnderReview });
  }
  return choices.sort((a, b) => a.title.localeCompare(b.title, locale));
}

async function present(ctx: Ctx<UserViewer>, row: RunRow, readers: Locale): Promise<AgentScript> {
  const walking = await walkingFor(ctx, row);
  const locale = walking?.locale ?? readers;
  const record = await recordOf(walking ?? { ctx: { ...ctx, viewer: ctx.viewer }, locale }, row);
  const run = runOf(row);
  const parked = row.walkedBy === 'person';
  const here = record?.scenario.steps.find(({ id }) => id === run.at);
  const shown: Shown = {
    ...nothingShown,
    // Its last step was to hand over: there is no question to go on with.
    ...(parked && here?.kind === 'handOff' ? { end: 'handedOff' as const } : {}),
    ...(row.shown as Partial<Shown> | null),
  };
  const people = row.agentId ? await getPeople(ctx.db.read, [row.agentId]) : new Map<string, { name: string }>();
  const trail = new Set((run.trail as typeof run.trail | undefined)?.map(({ at }) => at) ?? []);
  const scene = record && (await sceneIn(walking ?? { ctx, locale }));
  const answers = record && scene ? summarize(record.scenario, record.run, scene).answers : [];
  return {
    ...shown,
    runId: row.id,
    title: record?.scenario.title[ctx.viewer.locale] ?? null,
    version: row.scenarioVersion,
    locale,
    turns: row.turns,
    parked,
    active: row.status === 'active',
    resumed: parked || row.resumedFrom !== null,
    agentName: (row.agentId && people.get(row.agentId)?.name) || null,
    updatedAt: row.updatedAt,
    wording: [...shown.said, shown.question?.text].filter(Boolean).join('\n\n'),
    progress: record && row.status === 'active' ? progress(record.scenario, record.run) : null,
    answers: answers.map((answer) => ({ ...answer, changeable: trail.has(answer.step) })),
    canGoBack: trail.size > 0,
    mayMove: walking !== null && record !== null,
  };
}

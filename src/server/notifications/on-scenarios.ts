import type { Ctx } from '../context.ts';
import { listStaff, type Person, type SystemViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import {
  getScenarioHead,
  readHeader,
  scenarioQuestioned,
  scenarioReturned,
  scenarioSubmitted,
  type VersionRow,
} from '../scenarios/index.ts';
import type { Kind } from './kinds.ts';
import { systemCtx, type App } from './system-ctx.ts';
import { tell } from './tell.ts';

/** A scenario that waits for another editor, one that came back to its author, and one that was put under review. */
export const onScenarios = (app: App): Subscription[] => [
  subscribe(scenarioSubmitted, 'notifications.scenario-submitted', async ({ id, payload, createdAt }) => {
    const ctx = systemCtx(app);
    const working = (await getScenarioHead(ctx, payload.key))?.working;
    if (working?.status !== 'in_review' || working.version !== payload.version) return;
    const own = [working.authorId, working.submittedBy];
    const readers = editorsAmong((await listStaff(ctx)).filter((person) => !own.includes(person.id)));
    await tellOf(ctx, working, { id, kind: 'scenario.submitted', at: createdAt }, readers);
  }),
  subscribe(scenarioReturned, 'notifications.scenario-returned', async ({ id, payload, createdAt }) => {
    const ctx = systemCtx(app);
    const working = (await getScenarioHead(ctx, payload.key))?.working;
    if (!working || payload.authorId === null || payload.authorId === payload.byUserId) return;
    await tellOf(ctx, working, { id, kind: 'scenario.returned', at: createdAt }, [payload.authorId]);
  }),
  subscribe(scenarioQuestioned, 'notifications.scenario-questioned', async ({ id, payload, createdAt }) => {
    const ctx = systemCtx(app);
    const head = await getScenarioHead(ctx, payload.key);
    if (!head?.published || head.state !== 'under_review') return;
    const receivers = (await answering(ctx, head.published)).filter((userId) => userId !== payload.byUserId);
    await tellOf(ctx, head.published, { id, kind: 'scenario.questioned', at: createdAt }, receivers);
  }),
];

async function tellOf(
  ctx: Ctx<SystemViewer>,
  { key, source }: VersionRow,
  { id, kind, at }: { id: string; kind: Kind; at: Date },
  receivers: readonly string[],
): Promise<void> {
  const title = readHeader(source).title.ru || key;
  const target = `scenario:${key}`;
  await tell(ctx, { key: id, kind, customerId: null, target, values: { title }, at }, receivers);
}

/** The owner the scenario names, while they are here and write; else the editors; else whoever stands in for them. */
async function answering(ctx: Ctx<SystemViewer>, { source }: VersionRow): Promise<string[]> {
  const staff = await listStaff(ctx);
  const { owner } = readHeader(source);
  const named = owner === null ? undefined : staff.find(({ email, role }) => email === owner && role !== 'agent');
  return named ? [named.id] : editorsAmong(staff);
}

function editorsAmong(staff: readonly Person[]): string[] {
  const editors = staff.filter(({ role }) => role === 'editor');
  const rest = staff.filter(({ role }) => role === 'supervisor' || role === 'admin');
  return (editors.length > 0 ? editors : rest).map(({ id }) => id);
}

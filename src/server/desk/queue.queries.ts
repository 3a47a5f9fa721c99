import type { Ctx } from '../context.ts';
import { listResolvedBy, listWithPeople, type QueuedConversation } from '../conversations/index.ts';
import { getPeople, type UserViewer } from '../identity/index.ts';
import { presentLine, type DeskQueue } from './queue.presenter.ts';

const RECENT_MS = 7 * 24 * 3_600_000;

/** The lists of the desk as this agent sees them: mine, waiting, colleagues', resolved by me in the last week. */
export async function getQueue(ctx: Ctx<UserViewer>): Promise<DeskQueue> {
  const now = ctx.clock.now();
  const open = await listWithPeople(ctx);
  const resolved = await listResolvedBy(ctx, new Date(now.getTime() - RECENT_MS));
  const ids = [...open, ...resolved].flatMap(({ userId, agentId }) => [userId, agentId]);
  const people = await getPeople(
    ctx.db.read,
    ids.filter((id) => id !== null),
  );
  const lines = (wanted: (conversation: QueuedConversation) => boolean) =>
    open.filter(wanted).map((conversation) => presentLine(conversation, people, now));
  const { userId } = ctx.viewer;
  return {
    clients: lines(({ kind, holder, agentId }) => kind === 'manager' && holder === 'agent' && agentId === userId),
    mine: lines(({ kind, holder, agentId }) => kind !== 'manager' && holder === 'agent' && agentId === userId),
    waiting: lines(({ holder }) => holder === 'queue'),
    colleagues: lines(({ holder, agentId }) => holder === 'agent' && agentId !== userId),
    resolved: resolved.map((conversation) => presentLine(conversation, people, now)),
  };
}

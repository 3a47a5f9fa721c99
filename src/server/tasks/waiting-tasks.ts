import { and, eq, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { tasks } from '#db/schema/tasks.ts';
import type { Ctx } from '../context.ts';
import type { UserViewer } from '../identity/index.ts';
import { companyDay } from '../platform/company-day.ts';
import { canSeeAllTasks, canSeeTask } from './task.policy.ts';
import type { TaskSummary } from './task.presenter.ts';
import { listTasks } from './task-list.queries.ts';

/** The customer's turn, as `turnOf` says it. */
const theirTurn = sql`((${tasks.askedBy} = 'company' and ${tasks.status} in ('to_do', 'in_progress'))
  or (${tasks.askedBy} = 'customer' and ${tasks.status} = 'waiting'))`;
const overdue = sql<number>`coalesce(sum(${tasks.dueOn} < ${sql.placeholder('today')}), 0)`;

const countTheirs = preparedOne((db) =>
  db
    .select({ waiting: sql<number>`count(*)`, overdue })
    .from(tasks)
    .where(and(eq(tasks.customerId, sql.placeholder('customerId')), theirTurn)),
);
const countOf = prepared((db) =>
  db
    .select({ customerId: tasks.customerId, count: sql<number>`count(*)` })
    .from(tasks)
    .where(and(sql`${tasks.customerId} in (select value from json_each(${sql.placeholder('ids')}))`, theirTurn))
    .groupBy(tasks.customerId),
);
const countMine = preparedOne((db) =>
  db
    .select({ waiting: sql<number>`count(*)`, overdue })
    .from(tasks)
    .where(
      and(
        eq(tasks.companyAssigneeId, sql.placeholder('me')),
        sql`${tasks.status} not in ('done', 'canceled') and not ${theirTurn}`,
      ),
    ),
);

/** How many tasks wait for the people of the viewer's cabinet, for the navigation. Null when that section is not the viewer's. */
export async function countWaitingTasks(ctx: Ctx<UserViewer>): Promise<{ waiting: number; overdue: number } | null> {
  const { customerId } = ctx.viewer;
  if (customerId === null || !canSeeTask(ctx.viewer, { customerId })) return null;
  const row = await countTheirs(ctx.db.read, { customerId, today: companyDay(ctx.clock) });
  return row ?? { waiting: 0, overdue: 0 };
}

/** How many wait in other cabinets of the viewer, by customer; whose section is hidden or has none is left out. One query. */
export async function countWaitingTasksOf(
  ctx: Ctx<UserViewer>,
  customerIds: readonly string[],
): Promise<Map<string, number>> {
  const ids = customerIds.filter((customerId) => canSeeTask(ctx.viewer, { customerId }));
  const rows = await countOf(ctx.db.read, { ids: JSON.stringify(ids) });
  return new Map(rows.map((row) => [row.customerId, row.count]));
}

/** The tasks that wait for the viewer's side in their cabinet, the most pressing first. Null when that section is not theirs. */
export async function listTasksWaitingForMe(ctx: Ctx<UserViewer>, perPage = 10): Promise<TaskSummary[] | null> {
  if (ctx.viewer.customerId === null) return null;
  return (await listTasks(ctx, { filter: 'ours', sort: 'due', perPage }))?.tasks ?? null;
}

/** How many tasks wait for one of our people themselves, of all customers. Null for those who do not look after customers. */
export async function countMyDeskTasks(ctx: Ctx<UserViewer>): Promise<{ waiting: number; overdue: number } | null> {
  if (!canSeeAllTasks(ctx.viewer)) return null;
  const row = await countMine(ctx.db.read, { me: ctx.viewer.userId, today: companyDay(ctx.clock) });
  return row ?? { waiting: 0, overdue: 0 };
}

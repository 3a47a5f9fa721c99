import { and, asc, desc, eq, isNull, or, sql, type SQL } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { tasks } from '#db/schema/tasks.ts';
import type { Ctx } from '../context.ts';
import { getPeople, isCustomer } from '../identity/index.ts';
import { anyCasePattern } from '../platform/any-case.ts';
import { companyDay } from '../platform/company-day.ts';
import { canSeeAllTasks, canSeeTask, sideOf } from './task.policy.ts';
import { presentTask, type TaskSummary } from './task.presenter.ts';
import { peopleIn, taskColumns } from './task.queries.ts';
import type { Side } from './task.ts';

/** `ours` and `theirs`: whose turn it is, seen from the reader's side. */
export const taskFilters = ['open', 'ours', 'theirs', 'mine', 'overdue', 'done'] as const;
export type TaskFilter = (typeof taskFilters)[number];
/** `turn`: what waits for the reader's side first, then by day. */
export const taskSorts = ['turn', 'due', 'new'] as const;
export type TaskSort = (typeof taskSorts)[number];

export interface TaskList {
  tasks: TaskSummary[];
  page: number;
  perPage: number;
  /** Tasks that match filter and search. */
  total: number;
  /** How many match each filter, with the same search. */
  counts: Record<TaskFilter, number>;
}

export interface TaskListOptions {
  filter?: TaskFilter | undefined;
  sort?: TaskSort | undefined;
  /** Words that must all stand in title or text. */
  search?: string | undefined;
  page?: number | undefined;
  perPage?: number | undefined;
  /** By default the one the viewer's cabinet shows; all of them for our people. */
  customerId?: string | undefined;
}

const open = sql`${tasks.status} not in ('done', 'canceled')`;
const turnIs = (side: Side): SQL =>
  side === 'customer'
    ? sql`((${tasks.askedBy} = 'company' and ${tasks.status} in ('to_do', 'in_progress')) or (${tasks.askedBy} = 'customer' and ${tasks.status} = 'waiting'))`
    : sql`((${tasks.askedBy} = 'customer' and ${tasks.status} in ('to_do', 'in_progress')) or (${tasks.askedBy} = 'company' and ${tasks.status} = 'waiting'))`;

function conditionsFor(side: Side): Record<TaskFilter, SQL> {
  const assignee = side === 'customer' ? tasks.customerAssigneeId : tasks.companyAssigneeId;
  return {
    open,
    ours: turnIs(side),
    theirs: turnIs(side === 'customer' ? 'company' : 'customer'),
    mine: sql`(${open} and ${assignee} = ${sql.placeholder('me')})`,
    overdue: sql`(${open} and ${tasks.dueOn} < ${sql.placeholder('today')})`,
    done: sql`not ${open}`,
  };
}

/** Words looked for, as patterns; `*` is found everywhere. */
const words = ['word1', 'word2', 'word3', 'word4'] as const;
const matches = and(
  ...words.map((word) => sql`(${tasks.title} || ' ' || ${tasks.text}) glob ${sql.placeholder(word)}`),
);
const scopes = {
  one: eq(tasks.customerId, sql.placeholder('customerId')),
  // Our people see all customers, or one of them.
  all: or(isNull(sql.placeholder('customerId')), eq(tasks.customerId, sql.placeholder('customerId'))),
};
type Scope = keyof typeof scopes;

const dueFirst = [sql`${tasks.dueOn} is null`, asc(tasks.dueOn)];
const orders = (side: Side, sort: TaskSort, filter: TaskFilter): SQL[] => {
  if (filter === 'done' || sort === 'new') return [desc(filter === 'done' ? tasks.updatedAt : tasks.createdAt)];
  return sort === 'due' ? dueFirst : [sql`${turnIs(side)} desc`, ...dueFirst];
};

const lists = new Map<string, ReturnType<typeof makeList>>();
const makeList = (scope: Scope, side: Side, filter: TaskFilter, sort: TaskSort) =>
  prepared((db) =>
    db
      .select(taskColumns)
      .from(tasks)
      .where(and(scopes[scope], conditionsFor(side)[filter], matches))
      .orderBy(...orders(side, sort, filter), desc(tasks.id))
      .limit(sql.placeholder('limit'))
      .offset(sql.placeholder('offset')),
  );
function listBy(scope: Scope, side: Side, filter: TaskFilter, sort: TaskSort): ReturnType<typeof makeList> {
  const key = [scope, side, filter, sort].join();
  const known = lists.get(key) ?? makeList(scope, side, filter, sort);
  lists.set(key, known);
  return known;
}

const countAll = (scope: Scope, side: Side) => {
  const count = (condition: SQL) => sql<number>`coalesce(sum(${condition}), 0)`;
  const conditions = conditionsFor(side);
  return preparedOne((db) =>
    db
      .select({
        open: count(conditions.open),
        ours: count(conditions.ours),
        theirs: count(conditions.theirs),
        mine: count(conditions.mine),
        overdue: count(conditions.overdue),
        done: count(conditions.done),
      })
      .from(tasks)
      .where(and(scopes[scope], matches)),
  );
};
const counters = { customer: countAll('one', 'customer'), company: countAll('all', 'company') };
const none = { open: 0, ours: 0, theirs: 0, mine: 0, overdue: 0, done: 0 };

/**
 * Tasks of one customer for its people, of all customers or one for ours. Null when that section is not the viewer's. Three
 * queries however many tasks there are.
 */
export async function listTasks(ctx: Ctx, options: TaskListOptions = {}): Promise<TaskList | null> {
  const { viewer } = ctx;
  const { filter = 'open', sort = 'turn', perPage = 20, search = '' } = options;
  const side = sideOf(viewer);
  const customerId = options.customerId ?? (isCustomer(viewer) ? viewer.customerId : null);
  if (customerId === null ? !canSeeAllTasks(viewer) : !canSeeTask(viewer, { customerId })) return null;
  const given = {
    customerId,
    me: viewer.kind === 'user' ? viewer.userId : '',
    today: companyDay(ctx.clock),
    ...searched(search),
  };
  const counts = (await counters[side](ctx.db.read, given)) ?? none;
  const total = counts[filter];
  const page = Math.min(Math.max(1, options.page ?? 1), Math.max(1, Math.ceil(total / perPage)));
  const list = listBy(side === 'customer' ? 'one' : 'all', side, filter, sort);
  const rows = await list(ctx.db.read, { ...given, limit: perPage, offset: (page - 1) * perPage });
  const people = await getPeople(ctx.db.read, rows.flatMap(peopleIn));
  return { tasks: rows.map((row) => presentTask(viewer, row, people, given.today)), page, perPage, total, counts };
}

function searched(search: string): Record<(typeof words)[number], string> {
  const [word1, word2, word3, word4] = search.split(/\s+/u).flatMap((word) => anyCasePattern(word) ?? []);
  return { word1: word1 ?? '*', word2: word2 ?? '*', word3: word3 ?? '*', word4: word4 ?? '*' };
}

import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { files } from '#db/schema/files.ts';
import type { Ctx } from '../context.ts';
import { getPeople, type SystemViewer, type UserViewer } from '../identity/index.ts';
import { canSeeQuarantine } from './quarantine.policy.ts';

/** How a file stands that a scanner objected to. */
export type HeldState = 'quarantined' | 'rejected' | 'cleared';

export interface QuarantinedFile {
  id: string;
  name: string;
  size: number;
  /** What was found, as the scanner calls it. */
  finding: string;
  state: HeldState;
  uploadedBy: string | null;
  createdAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  /** cleared: why it is a false alarm. */
  reason: string | null;
}

const held: HeldState[] = ['quarantined', 'rejected', 'cleared'];
const DECIDED_LIMIT = 50;
const MINE_DAYS = 30;
const DAY_MS = 86_400_000;

/** What scanners objected to and nobody has decided about, the newest first. There is no way to download it. Two queries. */
export const listQuarantine = (ctx: Ctx, limit = 50): Promise<QuarantinedFile[]> => list(ctx, ['quarantined'], limit);

/** What was decided, the newest file first: the log of the quarantine. Two queries. */
export const listDecidedFiles = (ctx: Ctx): Promise<QuarantinedFile[]> =>
  list(ctx, ['rejected', 'cleared'], DECIDED_LIMIT);

async function list(ctx: Ctx, states: HeldState[], limit: number): Promise<QuarantinedFile[]> {
  if (!canSeeQuarantine(ctx.viewer)) return [];
  const rows = await ctx.db.read
    .select()
    .from(files)
    .where(inArray(files.state, states))
    .orderBy(desc(files.createdAt), desc(files.id))
    .limit(limit);
  const people = await getPeople(
    ctx.db.read,
    rows.flatMap((row) => [row.uploadedBy ?? [], row.decidedBy ?? []].flat()),
  );
  const nameOf = (id: string | null) => (id === null ? null : (people.get(id)?.name ?? null));
  return rows.map(
    ({ id, name, size, finding, state, uploadedBy, createdAt, decidedAt, decidedBy, decisionReason }) => ({
      id,
      name,
      size,
      finding: finding ?? '',
      state: state === 'clean' ? 'cleared' : state,
      uploadedBy: nameOf(uploadedBy),
      createdAt,
      decidedAt,
      decidedBy: nameOf(decidedBy),
      reason: decisionReason,
    }),
  );
}

/** How many wait for a decision; null for those who may not see them. */
export async function countQuarantine(ctx: Ctx): Promise<number | null> {
  if (!canSeeQuarantine(ctx.viewer)) return null;
  return ctx.db.read.$count(files, eq(files.state, 'quarantined'));
}

/** What is said of a file that was decided about to whoever sent it; null while nothing was decided. The caller is the system. */
export async function noticeOfFile(
  ctx: Ctx<SystemViewer>,
  id: string,
): Promise<{ name: string; sha256: string; decidedAt: Date } | null> {
  const { name, sha256, decidedAt } = files;
  const [row] = await ctx.db.read.select({ name, sha256, decidedAt }).from(files).where(eq(files.id, id));
  return row && row.decidedAt !== null ? { ...row, decidedAt: row.decidedAt } : null;
}

export type HeldFile = Pick<QuarantinedFile, 'id' | 'name' | 'state' | 'createdAt'>;

/**
 * What of the viewer's own files was held back within a month, the newest first. A cleared one is left out as soon as it was sent
 * again. One query.
 */
export async function listMyHeldFiles(ctx: Ctx<UserViewer>): Promise<HeldFile[]> {
  const { viewer } = ctx;
  if (viewer.preview !== null) return [];
  const again = alias(files, 'again');
  const sentAgain = ctx.db.read
    .select({ id: again.id })
    .from(again)
    .where(and(eq(again.sha256, files.sha256), eq(again.state, 'clean'), eq(again.uploadedBy, viewer.userId)));
  const rows = await ctx.db.read
    .select({ id: files.id, name: files.name, state: files.state, createdAt: files.createdAt })
    .from(files)
    .where(
      and(
        inArray(files.state, held),
        eq(files.uploadedBy, viewer.userId),
        gt(files.createdAt, new Date(ctx.clock.now().getTime() - MINE_DAYS * DAY_MS)),
        sql`not (${files.state} = 'cleared' and exists ${sentAgain})`,
      ),
    )
    .orderBy(desc(files.createdAt), desc(files.id))
    .limit(10);
  return rows.flatMap(({ state, ...row }) => (state === 'clean' ? [] : [{ ...row, state }]));
}

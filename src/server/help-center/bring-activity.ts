import { articleActivity } from '#db/schema/help-center.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import type { ActivityDocument } from './history-folder.ts';
import { withOwners } from './history.queries.ts';
import type { Writer } from './writers.ts';

/**
 * Notes what happened elsewhere and is not known here. The same thing of the same moment is one, whoever is said to have done it:
 * a person may be forgotten here since.
 * @returns how much of it was new
 */
export async function bringActivity(
  ctx: Ctx,
  tx: Tx,
  {
    key,
    known,
    incoming,
    writerOf,
  }: {
    key: string;
    known: readonly ActivityDocument[];
    incoming: readonly ActivityDocument[];
    writerOf: (email: string | null) => Writer;
  },
): Promise<number> {
  const left = new Map<string, number>();
  for (const each of known) left.set(sameness(each), (left.get(sameness(each)) ?? 0) + 1);
  let added = 0;
  for (const each of incoming) {
    const same = left.get(sameness(each)) ?? 0;
    if (same > 0) {
      left.set(sameness(each), same - 1);
      continue;
    }
    const { at: createdAt, kind, locale, by, details } = each;
    const { userId, absentId } = writerOf(by);
    const named = withOwners(details, (email) => {
      const owner = writerOf(email);
      return owner.userId ?? owner.absentId;
    });
    await tx
      .insert(articleActivity)
      .values({ id: ctx.ids.next(), key, locale, kind, details: named, userId, absentId, createdAt });
    added++;
  }
  return added;
}

const sameness = ({ at, kind, locale }: ActivityDocument): string => `${at.toISOString()} ${kind} ${locale ?? ''}`;

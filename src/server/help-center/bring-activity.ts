import { articleActivity } from '#db/schema/help-center.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import type { ActivityDocument } from './history-folder.ts';
import { ownersIn, withOwners } from './history.queries.ts';
import type { Writer } from './writers.ts';

/**
 * What happened elsewhere and is not known here. The same thing of the same moment is one, whoever is said to have done it: a person
 * may be forgotten here since.
 */
export function unknownActivity(
  known: readonly ActivityDocument[],
  incoming: readonly ActivityDocument[],
): ActivityDocument[] {
  const left = new Map<string, number>();
  for (const each of known) left.set(sameness(each), (left.get(sameness(each)) ?? 0) + 1);
  return incoming.filter((each) => {
    const same = left.get(sameness(each)) ?? 0;
    if (same > 0) left.set(sameness(each), same - 1);
    return same === 0;
  });
}

const sameness = ({ at, kind, locale }: ActivityDocument): string => `${at.toISOString()} ${kind} ${locale ?? ''}`;

/** Mail addresses of all who are named in what happened. */
export const emailsInActivity = (activity: readonly ActivityDocument[]): string[] =>
  activity.flatMap(({ by, details }) => [by, ...ownersIn(details)].flatMap((email) => email ?? []));

/** Notes what happened elsewhere to an article or a topic. */
export async function bringActivity(
  ctx: Ctx,
  tx: Tx,
  {
    key,
    activity,
    writerOf,
  }: { key: string; activity: readonly ActivityDocument[]; writerOf: (email: string | null) => Writer },
): Promise<void> {
  for (const { at: createdAt, kind, locale, by, details } of activity) {
    const { userId, absentId } = writerOf(by);
    const named = withOwners(details, (email) => {
      const owner = writerOf(email);
      return owner.userId ?? owner.absentId;
    });
    await tx
      .insert(articleActivity)
      .values({ id: ctx.ids.next(), key, locale, kind, details: named, userId, absentId, createdAt });
  }
}

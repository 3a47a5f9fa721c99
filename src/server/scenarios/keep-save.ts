import { and, eq, lte, max } from 'drizzle-orm';
import { scenarioSaves } from '#db/schema/scenarios.ts';
import type { Tx } from '#db/write.ts';
import type { VersionRow } from './version.queries.ts';

/** A draft keeps so many of its last saves, as articles do. */
const KEPT_SAVES = 120;

/** Keeps the text of a draft as it was saved, in the caller's transaction. What is kept already stays. */
export async function keepSave(
  tx: Tx,
  {
    key,
    version,
    save,
    source,
    authorId: savedBy,
    savedAt,
    createdAt,
  }: Pick<VersionRow, 'key' | 'version' | 'save' | 'source' | 'authorId' | 'savedAt' | 'createdAt'>,
): Promise<void> {
  await tx
    .insert(scenarioSaves)
    .values({ key, version, save, source, savedBy, savedAt: savedAt ?? createdAt })
    .onConflictDoNothing();
  await tx
    .delete(scenarioSaves)
    .where(
      and(eq(scenarioSaves.key, key), eq(scenarioSaves.version, version), lte(scenarioSaves.save, save - KEPT_SAVES)),
    );
}

/**
 * The number of the first save of a new draft. It goes on where the last draft of the scenario ended: whoever still has that one open
 * began with a save that is not the new one's.
 */
export async function firstSave(tx: Tx, key: string): Promise<number> {
  const [last] = await tx
    .select({ save: max(scenarioSaves.save) })
    .from(scenarioSaves)
    .where(eq(scenarioSaves.key, key));
  return (last?.save ?? 0) + 1;
}

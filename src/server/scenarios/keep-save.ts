import { and, eq, lte } from 'drizzle-orm';
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

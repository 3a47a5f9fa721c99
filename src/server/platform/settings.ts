import { eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { preparedOne } from '#db/prepared.ts';
import { settings } from '#db/schema/platform.ts';
import type { Reader } from '#db/client.ts';
import type { Tx } from '#db/write.ts';

const find = preparedOne((db) =>
  db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, sql.placeholder('key'))),
);

/** A setting of this installation, checked by its schema; undefined when nobody has set it. */
export async function getSetting<T>(db: Reader, key: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const row = await find(db, { key });
  if (!row) return undefined;
  const parsed = schema.safeParse(row.value);
  return parsed.success ? parsed.data : undefined;
}

export async function putSetting(tx: Tx, key: string, value: unknown): Promise<void> {
  await tx.insert(settings).values({ key, value }).onConflictDoUpdate({ target: settings.key, set: { value } });
}

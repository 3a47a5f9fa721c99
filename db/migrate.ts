import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Db } from './client.ts';
import type { Tx } from './write.ts';

/**
 * Applies the committed migrations that this database lacks, all in one transaction, so that processes starting together do
 * not apply one twice. Returns how many were applied.
 * @throws Error when a migration would leave rows whose parent is gone; nothing is changed then.
 */
export async function migrate(db: Db, migrationsFolder: string): Promise<number> {
  const migrations = readMigrationFiles({ migrationsFolder });
  return db.alterSchema(async (tx) => {
    await tx.run(sql`CREATE TABLE IF NOT EXISTS migrations (hash TEXT PRIMARY KEY, applied_at INTEGER NOT NULL)`);
    const applied = new Set((await tx.values<[string]>(sql`SELECT hash FROM migrations`)).map(([hash]) => hash));
    const missing = migrations.filter((migration) => !applied.has(migration.hash));
    for (const migration of missing) {
      for (const statement of migration.sql) await tx.run(sql.raw(statement));
      await tx.run(sql`INSERT INTO migrations (hash, applied_at) VALUES (${migration.hash}, ${Date.now()})`);
    }
    if (missing.length > 0) await refuseOrphans(tx);
    return missing.length;
  });
}

/** Foreign keys were not enforced meanwhile, so they are checked as a whole before the commit. */
async function refuseOrphans(tx: Tx): Promise<void> {
  const [orphan] = await tx.values<[string, number, string]>(sql`PRAGMA foreign_key_check`);
  if (orphan) throw new Error(`migrations would leave a row of ${orphan[0]} without its row of ${orphan[2]}`);
}

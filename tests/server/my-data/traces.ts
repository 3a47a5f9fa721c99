import { sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';

/** Every text column of every table that still has one of these texts, as `table.column`, in order. */
export async function tracesOf(db: Reader, texts: readonly string[]): Promise<string[]> {
  const tables = await db.all<[string]>(
    sql`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and sql not like 'CREATE VIRTUAL%'`,
  );
  const traces: string[] = [];
  for (const [table] of tables) {
    const columns = await db.all<[string, string]>(sql`select name, type from pragma_table_info(${table})`);
    for (const [column, type] of columns) {
      if (type.toLowerCase() !== 'text') continue;
      const has = sql.join(
        texts.map((text) => sql`instr(lower(${sql.identifier(column)}), lower(${text})) > 0`),
        sql` or `,
      );
      const [found] = await db.all<[number]>(sql`select count(*) from ${sql.identifier(table)} where ${has}`);
      if ((found?.[0] ?? 0) > 0) traces.push(`${table}.${column}`);
    }
  }
  return traces.toSorted();
}

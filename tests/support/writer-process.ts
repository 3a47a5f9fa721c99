/** Writes rows to a shared database file and prints each acknowledged one. Run by tests/db/lost-writes.test.ts, several at once. */
import { sql } from 'drizzle-orm';
import { openDatabase } from '#db/client.ts';

const [url = '', name = '', count = '0', busyTimeoutMs = '1'] = process.argv.slice(2);
const db = await openDatabase({ url, busyTimeoutMs: Number(busyTimeoutMs) });
const acknowledged: string[] = [];
await Promise.all(
  Array.from({ length: Number(count) }, async (_, i) => {
    const id = `${name}-${i}`;
    await db.write(async (tx) => {
      await tx.run(sql`INSERT INTO acknowledged (id) VALUES (${id})`);
      await tx.run(sql`UPDATE counter SET value = value + 1`);
    });
    acknowledged.push(id);
  }),
);
await db.close();
console.log(JSON.stringify(acknowledged));

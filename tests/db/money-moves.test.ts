import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { openDatabase } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { MIGRATIONS } from '#support/migrations.ts';

interface Journal {
  entries: { tag: string }[];
}

/** The first version, as it was released. */
function firstMigrationOnly(folder: string): string {
  mkdirSync(join(folder, 'meta'), { recursive: true });
  const journal = JSON.parse(readFileSync(join(MIGRATIONS, 'meta', '_journal.json'), 'utf8')) as Journal;
  const entries = journal.entries.slice(0, 1);
  for (const { tag } of entries) cpSync(join(MIGRATIONS, `${tag}.sql`), join(folder, `${tag}.sql`));
  writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ ...journal, entries }));
  return folder;
}

test('a database of the first version keeps its money: what counts where, what was too much, what is under way', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-money-'));
  const db = await openDatabase({ url: `file:${join(folder, 'kabinet.db')}` });
  try {
    await migrate(db, firstMigrationOnly(join(folder, 'first')));
    await db.write(async (tx) => {
      await tx.run(
        sql`INSERT INTO customers (id, kind, name, locale, created_at) VALUES ('c', 'company', 'Sever', 'ru', 1)`,
      );
      for (const [id, status] of [
        ['part', 'open'],
        ['over', 'paid'],
      ]) {
        await tx.run(sql`INSERT INTO invoices (id, number, customer_id, title, status, currency, total, tax, tax_rate, issued_on, due_on, created_at)
          VALUES (${id}, ${id}, 'c', 'Chairs', ${status}, 'RUB', 1000, 0, 0, '2026-11-01', '2026-11-20', 1)`);
      }
      const pay = (id: string, invoice: string, status: string, amount: number, settled: number | null) =>
        tx.run(sql`INSERT INTO payments (id, invoice_id, method, status, amount, currency, created_at, settled_at)
          VALUES (${id}, ${invoice}, 'card', ${status}, ${amount}, 'RUB', 1, ${settled})`);
      await pay('p1', 'part', 'succeeded', 400, 5);
      await pay('p2', 'part', 'pending', 600, null);
      await pay('p3', 'part', 'canceled', 600, 4);
      await pay('p4', 'over', 'succeeded', 700, 3);
      await pay('p5', 'over', 'succeeded', 700, 6);
      await pay('p6', 'over', 'succeeded', 50, 9);
    });

    await migrate(db, MIGRATIONS);
    const rows = await db.read.values(
      sql`SELECT payment_id, invoice_id, state, asked, amount FROM payment_allocations ORDER BY payment_id`,
    );
    expect(rows).toEqual([
      ['p1', 'part', 'counted', 400, 400],
      ['p2', 'part', 'pending', 600, 600],
      ['p3', 'part', 'dropped', 600, 600],
      ['p4', 'over', 'counted', 700, 700],
      ['p5', 'over', 'counted', 700, 300],
      ['p6', 'over', 'counted', 50, 0],
    ]);
    const credit = await db.read.values(
      sql`SELECT customer_id, payment_id, source, amount FROM credit_entries ORDER BY 2`,
    );
    expect(credit).toEqual([
      ['c', 'p5', 'excess', 400],
      ['c', 'p6', 'excess', 50],
    ]);
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

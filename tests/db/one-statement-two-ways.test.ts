import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { openDatabase } from '#db/client.ts';

test('one statement read as a list and as a single row gives the row that was asked for, not the one before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-statement-'));
  const db = await openDatabase({ url: `file:${join(folder, 'kabinet.db')}` });
  try {
    await db.write(async (tx) => {
      await tx.run(sql`CREATE TABLE letters (id TEXT PRIMARY KEY)`);
      await tx.run(sql`INSERT INTO letters VALUES ('a'), ('b')`);
    });
    const ask = (id: string) => sql`SELECT id FROM letters WHERE id = ${id}`;
    expect(await db.read.all<{ id: string }>(ask('a'))).toHaveLength(1);
    expect(await db.read.get(ask('b'))).toEqual(['b']);
    expect(await db.read.get(ask('a'))).toEqual(['a']);
    expect(await db.read.get(ask('c'))).toBeUndefined();
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '#db/client.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kabinet-waiting-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The longest time during which the process did nothing else, watched for `ms`. */
async function longestGap(ms: number): Promise<number> {
  let longest = 0;
  for (let last = performance.now(), end = last + ms; last < end;) {
    await turn();
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }
  return longest;
}

test('a write that waits for another process does not hold up everything else', async () => {
  const file = join(folder, 'shared.db');
  const db = await openDatabase({ url: `file:${file}` });
  await db.write((tx) => tx.run(sql`CREATE TABLE facts (id TEXT)`));
  const other = new Database(file);
  other.exec('BEGIN IMMEDIATE');

  let written = false;
  const write = db
    .write((tx) => tx.run(sql`INSERT INTO facts VALUES ('late')`))
    .then(() => {
      written = true;
    });
  // The rest of the machine may steal a moment, so one calm window is enough; waiting inside SQLite would leave none.
  let longest = Infinity;
  for (let window = 0; window < 5 && longest > 150; window++) longest = await longestGap(600);
  expect(written).toBe(false);
  other.exec('COMMIT');
  other.close();
  await write;
  expect(await db.read.values(sql`SELECT id FROM facts`)).toEqual([['late']]);
  await db.close();
  expect(longest).toBeLessThanOrEqual(150);
});

test('a libSQL server that accepts and never answers is given up, and the queue goes on', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as { port: number };
  const db = await openDatabase({ url: `http://127.0.0.1:${port}`, requestTimeoutMs: 100 });

  await expect(db.read.values(sql`SELECT 1`)).rejects.toMatchObject({ cause: { name: 'TimeoutError' } });
  const writes = [1, 2].map(() => db.write((tx) => tx.run(sql`SELECT 1`)));
  for (const write of writes) await expect(write).rejects.toMatchObject({ cause: { name: 'TimeoutError' } });

  await db.close();
  for (const socket of sockets) socket.destroy();
  silent.close();
});

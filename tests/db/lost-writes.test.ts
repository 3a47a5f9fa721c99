import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase, type Db } from '#db/client.ts';

const run = promisify(execFile);
const WRITER = fileURLToPath(new URL('../support/writer-process.ts', import.meta.url));
const PROCESSES = 3;
const WRITES = 300;

let folder: string;
let url: string;
let db: Db;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kabinet-writes-'));
  url = `file:${join(folder, 'shared.db')}`;
  db = await openDatabase({ url });
  await db.write(async (tx) => {
    await tx.run(sql`CREATE TABLE acknowledged (id TEXT PRIMARY KEY)`);
    await tx.run(sql`CREATE TABLE counter (value INTEGER NOT NULL)`);
    await tx.run(sql`INSERT INTO counter VALUES (0)`);
  });
});

afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

test(
  'three processes writing with a timeout of 1 ms store every write they acknowledge, once',
  { timeout: 120_000 },
  async () => {
    const outputs = await Promise.all(
      Array.from({ length: PROCESSES }, (_, i) =>
        run(process.execPath, [WRITER, url, `process${i}`, String(WRITES), '1']),
      ),
    );
    const acknowledged = outputs.flatMap(({ stdout }) => JSON.parse(stdout) as string[]).sort();
    const stored = (await db.read.values<[string]>(sql`SELECT id FROM acknowledged ORDER BY id`))
      .map(([id]) => id)
      .sort();
    expect(acknowledged).toHaveLength(PROCESSES * WRITES);
    expect(stored).toEqual(acknowledged);
    expect(await db.read.values(sql`SELECT value FROM counter`)).toEqual([[PROCESSES * WRITES]]);
  },
);

test('writes asked for at once in one process run one after another', async () => {
  await Promise.all(
    Array.from({ length: 50 }, () =>
      db.write(async (tx) => {
        const [[value] = [0]] = await tx.values<[number]>(sql`SELECT value FROM counter`);
        await tx.run(sql`UPDATE counter SET value = ${value + 1}`);
      }),
    ),
  );
  expect(await db.read.values(sql`SELECT value FROM counter`)).toEqual([[50]]);
});

test('a failed write leaves nothing behind and does not hold up the next', async () => {
  const failing = db.write(async (tx) => {
    await tx.run(sql`UPDATE counter SET value = 100`);
    throw new Error('changed my mind');
  });
  const next = db.write((tx) => tx.run(sql`UPDATE counter SET value = value + 1`));
  await expect(failing).rejects.toThrow('changed my mind');
  await next;
  expect(await db.read.values(sql`SELECT value FROM counter`)).toEqual([[1]]);
});

test('readers do not see a write before its commit', async () => {
  await db.write(async (tx) => {
    await tx.run(sql`UPDATE counter SET value = 7`);
    expect(await db.read.values(sql`SELECT value FROM counter`)).toEqual([[0]]);
  });
  expect(await db.read.values(sql`SELECT value FROM counter`)).toEqual([[7]]);
});

test('a write inside a write is refused instead of waiting for itself forever', async () => {
  await expect(db.write(() => db.write(() => Promise.resolve()))).rejects.toThrow('pass tx on');
});

test('a statement that comes after its transaction failed is refused and stores nothing, not even in the next one', async () => {
  const nextBegan = Promise.withResolvers<null>();
  const lateDone = Promise.withResolvers<unknown>();
  const failing = db.write(async (tx) => {
    const late = async () => {
      await nextBegan.promise;
      await tx.run(sql`INSERT INTO acknowledged VALUES ('late')`);
    };
    void late().then(() => lateDone.resolve(null), lateDone.resolve);
    await tx.run(sql`INSERT INTO acknowledged VALUES ('early')`);
    throw new Error('changed my mind');
  });
  const next = db.write(async (tx) => {
    nextBegan.resolve(null);
    await lateDone.promise;
    await tx.run(sql`INSERT INTO acknowledged VALUES ('next')`);
  });
  await expect(failing).rejects.toThrow('changed my mind');
  await next;
  expect(await lateDone.promise).toMatchObject({ cause: { message: expect.stringContaining('had ended') as string } });
  expect(await db.read.values(sql`SELECT id FROM acknowledged`)).toEqual([['next']]);
});

test('a handle kept from a transaction is of no use outside one', async () => {
  const kept = await db.write((tx) => Promise.resolve({ tx }));
  await expect(kept.tx.run(sql`INSERT INTO acknowledged VALUES ('stray')`)).rejects.toThrow();
  expect(await db.read.values(sql`SELECT id FROM acknowledged`)).toEqual([]);
});

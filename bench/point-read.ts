import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@libsql/client';
import Database from 'libsql';
import { eq, sql } from 'drizzle-orm';
import { openDatabase } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { preparedOne } from '#db/prepared.ts';
import { users } from '#db/schema/identity.ts';
import type { Figure } from './figure.ts';

const ROWS = 1_000;
const ROUNDS = 20_000;

const findByEmail = preparedOne((db) =>
  db
    .select()
    .from(users)
    .where(eq(users.email, sql.placeholder('email'))),
);

/** A point read through our repository code, against the bare driver and the client library it replaces, in one run. */
export async function measurePointRead(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-bench-'));
  const file = join(folder, 'bench.db');
  const db = await openDatabase({ url: `file:${file}` });
  await migrate(db, fileURLToPath(new URL('../db/migrations', import.meta.url)));
  await db.write((tx) =>
    tx.insert(users).values(
      Array.from({ length: ROWS }, (_, i) => ({
        id: `u${i}`,
        email: `u${i}@example.com`,
        name: `Person ${i}`,
        role: 'customer' as const,
        locale: 'ru' as const,
        createdAt: new Date(),
      })),
    ),
  );
  const email = (i: number) => `u${i % ROWS}@example.com`;

  const ours = await microseconds((i) => findByEmail(db.read, { email: email(i) }));
  const bare = new Database(file);
  const statement = bare.prepare('SELECT * FROM users WHERE email = ?').raw(true);
  const driver = await microseconds((i) => statement.get([email(i)]));
  const client = createClient({ url: `file:${file}` });
  const library = await microseconds((i) =>
    client.execute({ sql: 'SELECT * FROM users WHERE email = ?', args: [email(i)] }),
  );

  client.close();
  bare.close();
  await db.close();
  rmSync(folder, { recursive: true, force: true });
  return [
    { what: 'point read, repository code', value: ours, unit: 'µs', limit: 15 },
    { what: '  baseline: prepared statement of the driver', value: driver, unit: 'µs' },
    { what: '  baseline: @libsql/client.execute', value: library, unit: 'µs' },
  ];
}

async function microseconds(read: (i: number) => unknown): Promise<number> {
  for (let i = 0; i < 2_000; i++) await read(i);
  const start = performance.now();
  for (let i = 0; i < ROUNDS; i++) await read(i);
  return ((performance.now() - start) / ROUNDS) * 1_000;
}

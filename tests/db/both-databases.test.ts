import { inspect } from 'node:util';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, type Db } from '#db/client.ts';
import { isUniqueViolation } from '#db/connection.ts';
import { migrate } from '#db/migrate.ts';
import { prepared, preparedOne } from '#db/prepared.ts';
import { users } from '#db/schema/identity.ts';
import { MIGRATIONS } from '#support/migrations.ts';
import { openers } from './openers.ts';

const findByEmail = preparedOne((db) =>
  db
    .select()
    .from(users)
    .where(eq(users.email, sql.placeholder('email'))),
);
const listByRole = prepared((db) =>
  db
    .select({ name: users.name })
    .from(users)
    .where(eq(users.role, sql.placeholder('role')))
    .orderBy(users.name),
);

const person = (name: string, email: string) =>
  ({ id: name, name, email, role: 'agent', locale: 'ru', createdAt: new Date('2026-11-19T11:00:00.123Z') }) as const;

describe.each(Object.entries(openers))('the same repository code on %s', (_name, start) => {
  let db: Db;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    const server = await start();
    stop = server.stop;
    db = await openDatabase({ url: server.url });
  });
  afterAll(async () => {
    await db.close();
    await stop();
  });

  test('applies the migrations once, also when two start together', async () => {
    const counts = await Promise.all([migrate(db, MIGRATIONS), migrate(db, MIGRATIONS)]);
    expect(counts.filter((count) => count > 0)).toHaveLength(1);
  });

  test('reads back what was written, dates to the millisecond and absent values as null', async () => {
    await db.write((tx) => tx.insert(users).values([person('Б', 'b@example.com'), person('А', 'a@example.com')]));
    const found = await findByEmail(db.read, { email: 'a@example.com' });
    expect(found).toMatchObject({ name: 'А', title: null, createdAt: new Date('2026-11-19T11:00:00.123Z') });
    expect(await findByEmail(db.read, { email: 'nobody@example.com' })).toBeUndefined();
    expect(await listByRole(db.read, { role: 'agent' })).toEqual([{ name: 'А' }, { name: 'Б' }]);
  });

  test('names a broken unique constraint and rolls the whole write back', async () => {
    const twice = db.write(async (tx) => {
      await tx.insert(users).values(person('В', 'v@example.com'));
      await tx.insert(users).values(person('Г', 'a@example.com'));
    });
    await expect(twice).rejects.toSatisfy(isUniqueViolation);
    expect(await findByEmail(db.read, { email: 'v@example.com' })).toBeUndefined();
  });

  test.each(['read', 'write'] as const)('tells a failed %s without the values in it', async (side) => {
    const query = sql`SELECT ${'+7 900 secret'}, missing FROM users`;
    const failed = await (side === 'read' ? db.read.values(query) : db.write((tx) => tx.values(query))).catch(
      (error: unknown) => error,
    );
    const told = inspect(failed, { depth: 10 });
    expect(told).toContain('no such column');
    expect(told).not.toContain('secret');
  });

  test('gives the rows a guarded update changed', async () => {
    const change = () =>
      db.write((tx) =>
        tx
          .update(users)
          .set({ role: 'admin' })
          .where(sql`${users.id} = 'А' AND ${users.role} = 'agent'`)
          .returning({ id: users.id }),
      );
    expect(await change()).toEqual([{ id: 'А' }]);
    expect(await change()).toEqual([]);
  });
});

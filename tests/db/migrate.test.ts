import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, type Db } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { openers } from './openers.ts';

const tables = `CREATE TABLE people (id TEXT PRIMARY KEY, title TEXT);
--> statement-breakpoint
CREATE TABLE notes (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id) ON DELETE CASCADE);`;

/** What drizzle-kit generates when a column changes: SQLite cannot alter one, so the table is made anew. */
const rebuild = (where = '') => `PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE __new_people (id TEXT PRIMARY KEY, title TEXT NOT NULL);--> statement-breakpoint
INSERT INTO __new_people (id, title) SELECT id, title FROM people ${where};--> statement-breakpoint
DROP TABLE people;--> statement-breakpoint
ALTER TABLE __new_people RENAME TO people;--> statement-breakpoint
PRAGMA foreign_keys=ON;`;

describe.each(Object.entries(openers))('a migration on %s', (_name, start) => {
  let folder: string;
  let db: Db;
  let stop: () => Promise<void>;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kabinet-migrate-'));
    mkdirSync(join(folder, 'meta'));
    const server = await start();
    stop = server.stop;
    db = await openDatabase({ url: server.url });
    await apply(tables);
    await db.write(async (tx) => {
      await tx.run(sql`INSERT INTO people VALUES ('anna', 'agent')`);
      await tx.run(sql`INSERT INTO notes VALUES ('note', 'anna')`);
    });
  });
  afterEach(async () => {
    await db.close();
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const apply = (...migrations: string[]) => {
    const entries = migrations.map((content, idx) => {
      const tag = `000${idx}_test`;
      writeFileSync(join(folder, `${tag}.sql`), content);
      return { idx, version: '6', when: idx + 1, tag, breakpoints: true };
    });
    writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ version: '7', dialect: 'sqlite', entries }));
    return migrate(db, folder);
  };
  const notes = () => db.read.values(sql`SELECT id, person_id FROM notes`);

  test('that rebuilds a table keeps the rows that refer to it', async () => {
    expect(await apply(tables, rebuild())).toBe(1);
    expect(await notes()).toEqual([['note', 'anna']]);
    expect(await db.read.values(sql`SELECT id, title FROM people`)).toEqual([['anna', 'agent']]);
  });

  test('leaves foreign keys enforced', async () => {
    await apply(tables, rebuild());
    const orphan = db.write((tx) => tx.run(sql`INSERT INTO notes VALUES ('stray', 'nobody')`));
    await expect(orphan).rejects.toMatchObject({
      cause: { message: expect.stringContaining('FOREIGN KEY') as string },
    });
    await db.write((tx) => tx.run(sql`DELETE FROM people WHERE id = 'anna'`));
    expect(await notes()).toEqual([]);
  });

  test('that would leave rows without their parent is refused and changes nothing', async () => {
    await expect(apply(tables, rebuild("WHERE id <> 'anna'"))).rejects.toThrow(
      'a row of notes without its row of people',
    );
    expect(await db.read.values(sql`SELECT id FROM people`)).toEqual([['anna']]);
    expect(await notes()).toEqual([['note', 'anna']]);
    const orphan = db.write((tx) => tx.run(sql`INSERT INTO notes VALUES ('stray', 'nobody')`));
    await expect(orphan).rejects.toThrow();
  });
});

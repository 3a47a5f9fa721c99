import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Db } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import type { Ctx } from '#server/context.ts';
import type { Viewer } from '#server/identity/index.ts';
import type { Clock } from '#server/platform/clock.ts';
import { readConfig } from '#server/platform/config.ts';
import { createFolderFiles } from '#server/platform/files-folder.ts';
import { createLocalHub } from '#server/platform/hub.ts';
import { randomIds } from '#server/platform/ids.ts';
import type { Platform } from '#server/platform/index.ts';
import { createLocalLimiter } from '#server/platform/limiter.ts';
import { createLog } from '#server/platform/log.ts';
import { createMailer } from '#server/platform/mailer.ts';
import { createScanner } from '#server/platform/scanner.ts';
import { MIGRATIONS } from './migrations.ts';
import { createVault } from '#server/platform/vault.ts';

/** A clock the test moves. */
export interface TestClock extends Clock {
  set(instant: string | Date): void;
  advance(ms: number): void;
}

export function testClock(start = '2026-11-19T11:00:00Z'): TestClock {
  let now = new Date(start).getTime();
  return {
    now: () => new Date(now),
    set: (instant) => {
      now = new Date(instant).getTime();
    },
    advance: (ms) => {
      now += ms;
    },
  };
}

export interface TestDatabase {
  db: Db;
  clock: TestClock;
  platform: Platform;
  dataDir: string;
  ctx<V extends Viewer>(viewer: V): Ctx<V>;
  close(): Promise<void>;
}

/** A real libSQL file in a folder of its own, migrated, with the embedded adapters. What a test does not use is not started. */
export async function openTestDatabase(parts: Partial<Platform> = {}): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kabinet-test-'));
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', RATE_LIMIT_FACTOR: '1000' });
  const db = await openDatabase({ url: config.DATABASE_URL });
  await migrate(db, MIGRATIONS);
  const clock = testClock();
  const platform: Platform = {
    config,
    log: createLog(config.LOG_LEVEL),
    hub: createLocalHub(),
    limiter: createLocalLimiter(config.RATE_LIMIT_FACTOR),
    mailer: createMailer({ db, clock, ids: randomIds, from: config.MAIL_FROM, keepBodies: true }),
    payments: null,
    files: createFolderFiles(dataDir),
    scanner: createScanner(undefined),
    embedder: absent('embedder'),
    nextEncoder: null,
    search: absent('search'),
    vault: createVault('a secret of the tests, long enough'),
    ...parts,
  };
  return {
    db,
    clock,
    platform,
    dataDir,
    ctx: (viewer) => ({ viewer, db, clock, ids: randomIds, platform, requestId: 'test' }),
    close: async () => {
      await db.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Stands where a part was not given to the test, and says so when it is used after all. */
const absent = <T extends object>(name: string): T =>
  new Proxy({} as T, {
    get: () => {
      throw new Error(`this test was opened without ${name}`);
    },
  });

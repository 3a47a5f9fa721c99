import { fileURLToPath } from 'node:url';
import type { Cookie } from 'lucia';
import { openDatabase, type Db } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { createSearchIndex } from '#search/create.ts';
import { indexMadeBy } from '#search/index-files.ts';
import type { Ctx } from './context.ts';
import { blankSessionCookie, type Viewer } from './identity/index.ts';
import { systemClock, type Clock } from './platform/clock.ts';
import { meilisearchOf, type Config } from './platform/config.ts';
import { openEncoders } from './platform/open-encoders.ts';
import { EventDispatcher } from './platform/event-dispatcher.ts';
import type { Subscription } from './platform/events.ts';
import { createFiles } from './platform/files.ts';
import { createLocalHub } from './platform/hub.ts';
import { randomIds, type Ids } from './platform/ids.ts';
import type { Platform } from './platform/index.ts';
import { PROJECT_ROOT } from './platform/project-root.ts';
import { createLocalLimiter } from './platform/limiter.ts';
import { createLog } from './platform/log.ts';
import { createMailer } from './platform/mailer.ts';
import { createScanner } from './platform/scanner.ts';
import { openVault } from './platform/vault.ts';

const MIGRATIONS = fileURLToPath(new URL('db/migrations', PROJECT_ROOT));

/** The running application without its HTTP side: what pages, scripts and tests work with. */
export interface App {
  db: Db;
  clock: Clock;
  ids: Ids;
  platform: Platform;
  events: EventDispatcher;
  ctx<V extends Viewer>(viewer: V): Ctx<V>;
  blankSessionCookie(): Cookie;
  close(): Promise<void>;
}

/** Opens the database, applies migrations, and chooses an adapter for everything outside, from configuration alone. */
export async function createApp(
  config: Config,
  subscriptions: (app: Pick<App, 'ctx'>) => Subscription[],
): Promise<App> {
  const log = createLog(config.LOG_LEVEL);
  const clock = systemClock;
  const ids = randomIds;
  const [{ db, migrations }, { embedder, nextEncoder }, files, payments] = await Promise.all([
    openMigrated(config),
    indexMadeBy(config.DATA_DIR).then((made) => openEncoders(config, made, log)),
    createFiles(config),
    // The SDK costs 35 MB: it is loaded only where it is used.
    config.STRIPE_SECRET_KEY ? import('./platform/stripe.ts').then(({ createStripe }) => createStripe(config)) : null,
  ]);
  const platform: Platform = {
    config,
    log,
    hub: createLocalHub(),
    limiter: createLocalLimiter(config.RATE_LIMIT_FACTOR),
    mailer: createMailer({ db, clock, ids, smtpUrl: config.SMTP_URL, from: config.MAIL_FROM, keepBodies: config.DEMO }),
    payments,
    files,
    scanner: createScanner(config.CLAMD_URL),
    embedder,
    nextEncoder,
    search: await createSearchIndex({ dataDir: config.DATA_DIR, embedder, log, meilisearch: meilisearchOf(config) }),
    vault: await openVault(config),
  };
  const ctx = <V extends Viewer>(viewer: V): Ctx<V> => ({ viewer, db, clock, ids, platform, requestId: ids.next() });
  const events = new EventDispatcher({ db, clock, log, subscriptions: subscriptions({ ctx }) });
  log.info(
    {
      database: config.DATABASE_URL.startsWith('file:') ? 'embedded file' : 'libSQL server',
      migrations,
      search: platform.search.kind,
      payments: platform.payments?.kind ?? 'bank transfer only',
      mail: platform.mailer.kind,
      files: files.kind,
      scanner: platform.scanner.kind,
      encoder: embedder.isMissing ? 'words alone' : embedder.version,
      ...(nextEncoder && { nextEncoder: nextEncoder.model }),
    },
    'configured',
  );
  if (platform.mailer.kind === 'outbox' && !config.DEMO) {
    log.warn('SMTP_URL is not set: nobody is sent any mail, links for a new password included');
  }
  return {
    db,
    clock,
    ids,
    platform,
    events,
    ctx,
    blankSessionCookie: () => blankSessionCookie({ db, platform }),
    close: async () => {
      await events.stop();
      await platform.search.close();
      await platform.embedder.close();
      await db.close();
    },
  };
}

async function openMigrated(config: Config): Promise<{ db: Db; migrations: number }> {
  const db = await openDatabase({ url: config.DATABASE_URL, authToken: config.DATABASE_TOKEN });
  return { db, migrations: await migrate(db, MIGRATIONS) };
}

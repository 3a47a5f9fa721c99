/**
 * Tells people what has happened in a database and mails it, or is killed while doing so.
 * Run by tests/server/notifications/crash.test.ts: `notify-process.ts <data folder> <instant> deliver|before-mail|after-mail`.
 */
import { openDatabase } from '#db/client.ts';
import type { Ctx } from '#server/context.ts';
import type { Viewer } from '#server/identity/index.ts';
import { onMailDue, onNotifiable } from '#server/notifications/index.ts';
import { readConfig } from '#server/platform/config.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import { createLocalHub } from '#server/platform/hub.ts';
import { randomIds } from '#server/platform/ids.ts';
import type { Platform } from '#server/platform/index.ts';
import { createLog } from '#server/platform/log.ts';
import { createMailer, type Mailer } from '#server/platform/mailer.ts';
import { testClock } from './database.ts';

const [dataDir = '', instant = '', mode = ''] = process.argv.slice(2);
const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
const db = await openDatabase({ url: config.DATABASE_URL });
const clock = testClock(instant);
const log = createLog('silent');
const kept = createMailer({ db, clock, ids: randomIds, from: 'office@shop.example', keepBodies: true });
const mailer: Mailer = {
  kind: kept.kind,
  send: async (mail) => {
    if (mode === 'before-mail') process.kill(process.pid, 'SIGKILL');
    await kept.send(mail);
    if (mode === 'after-mail') process.kill(process.pid, 'SIGKILL');
  },
};
// What telling does not use is not there.
const platform = { config, log, hub: createLocalHub(), mailer } as unknown as Platform;
const app = {
  ctx: <V extends Viewer>(viewer: V): Ctx<V> => ({ viewer, db, clock, ids: randomIds, platform, requestId: 'test' }),
};
const dispatcher = new EventDispatcher({ db, clock, log, subscriptions: [...onNotifiable(app), onMailDue(app)] });
await dispatcher.settled();
await dispatcher.stop();
await db.close();

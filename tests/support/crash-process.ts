/**
 * Commits an event and dies before it is delivered, or starts again and delivers it.
 * Run by tests/db/crash.test.ts: `crash-process.ts <database file> crash|deliver <effects file>`.
 */
import { appendFileSync, existsSync } from 'node:fs';
import { openDatabase } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { systemClock } from '#server/platform/clock.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import { defineEvent, publish, subscribe } from '#server/platform/events.ts';
import { randomIds } from '#server/platform/ids.ts';
import { createLog } from '#server/platform/log.ts';
import { MIGRATIONS } from './migrations.ts';

const [url = '', mode = '', effects = ''] = process.argv.slice(2);
const happened = defineEvent<{ fact: string }>('fact.happened');
const db = await openDatabase({ url });
await migrate(db, MIGRATIONS);

const delivered = Promise.withResolvers<null>();
const dispatcher = new EventDispatcher({
  db,
  clock: systemClock,
  log: createLog('silent'),
  leaseMs: 300,
  subscriptions: [
    subscribe(happened, 'test.take-note', (event) => {
      if (mode === 'crash-in-hand') process.kill(process.pid, 'SIGKILL');
      appendFileSync(effects, `${event.id} ${event.payload.fact}\n`);
      delivered.resolve(null);
      return Promise.resolve();
    }),
  ],
});

if (mode === 'crash') {
  await db.write((tx) => publish({ ids: randomIds, clock: systemClock }, tx, happened({ fact: 'committed' })));
  process.kill(process.pid, 'SIGKILL');
} else if (mode === 'crash-in-hand') {
  dispatcher.start();
  await db.write((tx) => publish({ ids: randomIds, clock: systemClock }, tx, happened({ fact: 'committed' })));
  await dispatcher.settled();
} else {
  dispatcher.start();
  // Whoever comes later finds nothing left to deliver.
  const alive = setInterval(() => undefined, 1_000);
  if (!existsSync(effects)) await delivered.promise;
  clearInterval(alive);
  await dispatcher.settled();
  await dispatcher.stop();
  await db.close();
}

import type { App } from './app.ts';
import { knowledgeOf } from './assistant/index.ts';
import { removeStaleUploads } from './platform/stale-uploads.ts';
import { reconcilePayments } from './billing/index.ts';
import { pruneSigningCodes } from './documents/index.ts';
import {
  ensureSearchIndex,
  expireArticles,
  flushJournal,
  forgetVoteNetworks,
  pruneSearchLog,
  publishDueRevisions,
  remindOfVerification,
} from './help-center/index.ts';
import { pruneSessions, systemViewer } from './identity/index.ts';
import { carryOutErasures } from './my-data/index.ts';
import { announceNews } from './news/index.ts';
import { prepareDigests, pruneNotifications, remindOfInvoices, sendWaitingMail } from './notifications/index.ts';
import { pruneEvents } from './platform/events.ts';
import { pruneOutbox } from './platform/mailer.ts';
import { switchEncoder } from './switch-encoder.ts';
import { remindOfTasks } from './tasks/index.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * What a process does beside answering requests: fills an empty or old search index, learns what the assistant knows before
 * the first question waits for it, repeats payments whose notice was lost, forgets what has expired. Every task is harmless
 * when two processes run it. Gives the way to stop.
 */
export function startWork(app: App): () => Promise<void> {
  const ctx = app.ctx(systemViewer('regular work'));
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  const begin = (name: string, task: () => Promise<unknown>): void => {
    const run = task()
      .then(() => undefined)
      .catch((error: unknown) => {
        app.platform.log.error({ err: error, task: name }, 'regular work failed');
      })
      .finally(() => underWay.delete(run));
    underWay.add(run);
  };
  const every = (ms: number, name: string, task: () => Promise<unknown>): NodeJS.Timeout =>
    setInterval(() => {
      begin(name, task);
    }, ms).unref();
  // At the start too: a process that is replaced every day would never live to see its first time.
  const nowAndEvery: typeof every = (ms, name, task) => {
    begin(name, task);
    return every(ms, name, task);
  };

  begin('fill the search index', () => ensureSearchIndex(ctx));
  begin('learn what the assistant knows', () => knowledgeOf(ctx));
  // Not before there is something to answer with: it would only slow that down.
  begin('put another encoder in place', async () => {
    await knowledgeOf(ctx).catch(() => undefined);
    await switchEncoder(app, stopping.signal);
  });
  const timers = [
    every(3 * MINUTE_MS, 'reconcile payments', () => reconcilePayments(ctx)),
    nowAndEvery(MINUTE_MS, 'announce news', () => announceNews(ctx)),
    nowAndEvery(MINUTE_MS, 'publish what was scheduled', () => publishDueRevisions(ctx)),
    nowAndEvery(MINUTE_MS, 'archive what has expired', () => expireArticles(ctx)),
    nowAndEvery(5 * MINUTE_MS, 'remind of tasks', () => remindOfTasks(ctx)),
    nowAndEvery(10 * MINUTE_MS, 'remind of invoices', () => remindOfInvoices(ctx)),
    nowAndEvery(10 * MINUTE_MS, 'put digests together', () => prepareDigests(ctx)),
    nowAndEvery(10 * MINUTE_MS, 'forget people who asked for it', () => carryOutErasures(ctx)),
    nowAndEvery(MINUTE_MS, 'send mail that waited', () => sendWaitingMail(ctx)),
    nowAndEvery(24 * HOUR_MS, 'forget old notifications', () => pruneNotifications(ctx)),
    nowAndEvery(6 * HOUR_MS, 'forget expired sessions', () => pruneSessions(ctx)),
    nowAndEvery(HOUR_MS, 'remind of articles to check', () => remindOfVerification(ctx)),
    nowAndEvery(24 * HOUR_MS, 'forget where votes came from', () => forgetVoteNetworks(ctx)),
    nowAndEvery(24 * HOUR_MS, 'forget old searches', () => pruneSearchLog(ctx)),
    nowAndEvery(24 * HOUR_MS, 'forget old events', () => pruneEvents(ctx)),
    nowAndEvery(24 * HOUR_MS, 'forget old codes', () => pruneSigningCodes(ctx)),
    nowAndEvery(24 * HOUR_MS, 'remove interrupted uploads', () =>
      removeStaleUploads(app.platform.config.DATA_DIR, app.clock),
    ),
    nowAndEvery(24 * HOUR_MS, 'forget old mail', () => pruneOutbox(ctx)),
  ];
  return async () => {
    for (const timer of timers) clearInterval(timer);
    stopping.abort();
    await Promise.all(underWay);
    await flushJournal(ctx);
  };
}

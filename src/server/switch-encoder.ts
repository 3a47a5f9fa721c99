import { setTimeout as pause } from 'node:timers/promises';
import type { App } from './app.ts';
import { prepareKnowledge } from './assistant/index.ts';
import { systemViewer } from './identity/index.ts';
import type { NextEncoder } from './platform/next-encoder.ts';
import { reasonOf } from './platform/reason.ts';

/** Milliseconds until a try that failed is repeated: at first, and at most. */
const RETRY = { first: 60_000, most: 3_600_000 };

type Parts = Pick<App, 'ctx' | 'platform'>;

/**
 * Puts the configured encoder in the place of the one that answers, when they are not the same: loads it, makes search index and
 * knowledge of the assistant with it in the background, and exchanges all three in one moment. Until then, and for as long as that
 * fails, the old one goes on. Resolves when the configured one answers, or the signal says stop.
 */
export async function switchEncoder(app: Parts, signal: AbortSignal): Promise<void> {
  const { platform } = app;
  const next = platform.nextEncoder;
  if (!next) {
    await platform.search.tidy();
    return;
  }
  for (let wait = RETRY.first; ; wait = Math.min(wait * 2, RETRY.most)) {
    try {
      await switchOnce(app, next, signal);
      return;
    } catch (error) {
      if (signal.aborted) return;
      next.step = 'waiting';
      next.problem = reasonOf(error);
      platform.log.error(
        { err: error, reason: next.problem, again: `in ${wait / 60_000} min` },
        `${next.model} cannot take over: ${goesOn(app)}`,
      );
      await pause(wait, null, { signal, ref: false }).catch(() => undefined);
      if (isAborted(signal)) return;
    }
  }
}

const isAborted = (signal: AbortSignal): boolean => signal.aborted;
const goesOn = ({ platform: { embedder } }: Parts): string =>
  embedder.isMissing ? 'words alone go on' : `${embedder.version} goes on`;

/**
 * One try.
 * @throws when the encoder cannot be loaded or does not answer, the disk fails, or the signal stops it; nothing has changed then
 */
export async function switchOnce(app: Parts, next: NextEncoder, signal: AbortSignal): Promise<void> {
  const { platform } = app;
  const ctx = app.ctx(systemViewer('another sentence encoder'));
  next.step = 'loading';
  const embedder = await next.open(signal);
  // Whatever the rest waits for, a program that ends does not: the encoder under way answers no more.
  const stop = () => void embedder.close();
  signal.addEventListener('abort', stop);
  try {
    next.step = 'encoding';
    const onProgress = (done: number, of: number) => void Object.assign(next, { done, of });
    const index = await platform.search.prepare(embedder, { signal, onProgress });
    try {
      next.step = 'learning';
      const take = await unlessAborted(signal, prepareKnowledge(ctx, embedder));
      const former = platform.embedder;
      await index.commit(() => {
        platform.embedder = embedder;
        platform.nextEncoder = null;
        take();
      });
      platform.log.info({ encoder: embedder.version, documents: next.of }, 'another sentence encoder took over');
      if (former.rest) former.rest();
      else await former.close();
    } catch (error) {
      await index.discard();
      throw error;
    }
  } catch (error) {
    await embedder.close();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Learning cannot be stopped; it need not be waited for. */
function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason as Error);
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
  work.catch(() => undefined);
  aborted.catch(() => undefined);
  return Promise.race([work, aborted]);
}

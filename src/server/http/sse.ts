import type { Logger } from '../platform/log.ts';

/** One event of a stream (HTML Living Standard §9.2). The browser sends the last `id` back when it reconnects. */
export interface ServerEvent {
  event: string;
  id?: string | undefined;
  data: unknown;
}

interface StreamOptions {
  log: Logger;
  pingMs?: number;
  /** The stream ends after this long and the browser reconnects, so that rights are checked anew. */
  lifetimeMs?: number;
}

const PING_MS = 20_000;
const LIFETIME_MS = 15 * 60_000;
const RETRY_MS = 2_000;

const encoder = new TextEncoder();
const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'private, no-store, no-transform',
  // Proxies of the nginx family collect answers unless told otherwise.
  'x-accel-buffering': 'no',
};

/** How an event looks on the wire. JSON has no line breaks of its own, so one data line is enough. */
export const formatEvent = ({ event, id, data }: ServerEvent): string =>
  `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;

const running = new WeakMap<Response, AbortController>();

/** What ends an event stream that was just answered; undefined for any other answer. Its signal aborts when it is over. */
export const streamOf = (response: Response): AbortController | undefined => running.get(response);

/**
 * Streams events until the reader goes away: disconnecting fires both `cancel()` and `request.signal`, so ending is
 * idempotent. Comments keep proxies from closing a quiet stream. A reader who does not read is let go by the server
 * (open-answers.ts): what waits for it is not seen here. HEAD gets the headers and starts nothing.
 */
export function eventStream(
  request: Request,
  changes: (signal: AbortSignal) => AsyncIterable<ServerEvent>,
  { log, pingMs = PING_MS, lifetimeMs = LIFETIME_MS }: StreamOptions,
): Response {
  if (request.method === 'HEAD') return new Response(null, { headers });
  const stop = new AbortController();
  const abort = () => {
    stop.abort();
  };
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => {
        if (stop.signal.aborted) return;
        controller.enqueue(encoder.encode(text));
      };
      const ping = setInterval(send, pingMs, ': still here\n\n');
      const over = setTimeout(abort, lifetimeMs);
      request.signal.addEventListener('abort', abort);
      if (request.signal.aborted) abort();
      // Flushes the headers at once and says how soon to come back.
      send(`retry: ${RETRY_MS}\n\n`);
      const run = async () => {
        for await (const change of changes(stop.signal)) send(formatEvent(change));
      };
      void run()
        .catch((error: unknown) => {
          log.error({ err: error }, 'an event stream broke off');
        })
        .finally(() => {
          abort();
          clearInterval(ping);
          clearTimeout(over);
          request.signal.removeEventListener('abort', abort);
          close(controller);
        });
    },
    cancel: abort,
  });
  const response = new Response(stream, { headers });
  running.set(response, stop);
  return response;
}

function close(controller: ReadableStreamDefaultController): void {
  try {
    controller.close();
  } catch {
    // The reader had gone first.
  }
}

/** Where to go on from: the browser's Last-Event-ID on a reconnect, else `?after=`. */
export function resumeAfter(request: Request, after: number): number {
  const last = Number(request.headers.get('last-event-id') ?? '');
  return Number.isSafeInteger(last) && last > after ? last : after;
}

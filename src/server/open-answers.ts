import type { ServerResponse } from 'node:http';
import type { Logger } from './platform/log.ts';

/** Bytes a reader of an event stream may leave unread. It reconnects and resumes from its last id. */
const MAX_UNREAD = 1024 * 1024;

/** Known once the head was written through `compression`, which keeps the headers it is given; Node alone forgets them. */
export const isEventStream = (response: ServerResponse): boolean =>
  String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');

/** The answers under way: nothing that goes wrong with one may harm the others. */
export class OpenAnswers {
  readonly #open = new Set<ServerResponse>();
  readonly #log: Logger;
  readonly #maxUnread: number;

  constructor(log: Logger, maxUnread = MAX_UNREAD) {
    this.#log = log;
    this.#maxUnread = maxUnread;
  }

  add(response: ServerResponse): void {
    this.#open.add(response);
    // Whoever still writes after the reader was let go gets an error event; without a listener it would end the process.
    response.on('error', () => undefined);
    response.once('close', () => {
      this.#open.delete(response);
      // A page that fails after its first bytes can only be cut off: nothing else would tell.
      const err = response.errored;
      if (err) this.#log.error({ err, requestId: response.getHeader('x-request-id') }, 'an answer broke off');
    });
  }

  /** Lets go of readers who do not read. Astro writes without waiting for them, so their streams would fill the memory. */
  dropStalled(): void {
    for (const response of this.#open) {
      if (isEventStream(response) && response.writableLength > this.#maxUnread) response.destroy();
    }
  }

  /** Event streams never end by themselves. A stalled one would never take an orderly end either, so all are cut. */
  cutStreams(): void {
    for (const response of this.#open) if (isEventStream(response)) response.destroy();
  }
}

/** How a page follows a stream of the server. */
export interface Following {
  /** The address of the stream, from the last thing the page has. */
  address: () => string;
  events: readonly string[];
  /** Something changed, or may have while the line was cut. */
  onChange: () => void;
  onConnection: (connected: boolean) => void;
}

const AGAIN_MS = 5_000;
const GRACE_MS = 3_000;

/** Listens for hints. The browser reconnects by itself; when the server refused, we try again with a fresh address. */
export function follow({ address, events, onChange, onConnection }: Following): void {
  let lost: ReturnType<typeof setTimeout> | undefined;
  const listen = () => {
    const source = new EventSource(address());
    source.addEventListener('open', () => {
      clearTimeout(lost);
      lost = undefined;
      onConnection(true);
      onChange();
    });
    source.addEventListener('error', () => {
      // A short break, e.g. the server's planned end of the stream, is nobody's business.
      lost ??= setTimeout(onConnection, GRACE_MS, false);
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN_MS);
    });
    for (const event of events) source.addEventListener(event, onChange);
    addEventListener('pagehide', () => {
      source.close();
    });
  };
  listen();
  // The device knows sooner than an open stream does.
  addEventListener('offline', () => {
    onConnection(false);
  });
  addEventListener('online', () => {
    onConnection(true);
    onChange();
  });
  // Back from the browser's cache the old stream is gone.
  addEventListener('pageshow', (event) => {
    if (event.persisted) listen();
  });
}

/** Runs `work` once at a time; calls while it runs lead to one more run, and all of them wait for it. */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const start = (): Promise<void> => {
    current = work().finally(() => {
      current = null;
    });
    return current;
  };
  return () => {
    if (!current) return start();
    next ??= current.then(() => {
      next = null;
      return start();
    });
    return next;
  };
}

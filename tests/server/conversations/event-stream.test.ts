import { describe, expect, it } from 'vitest';
import { eventStream, formatEvent, resumeAfter, type ServerEvent } from '#server/http/sse.ts';
import { createLog } from '#server/platform/log.ts';

const log = createLog('silent');
const request = (headers: Record<string, string> = {}, signal?: AbortSignal) =>
  new Request('http://kabinet.example/events', { headers, ...(signal ? { signal } : {}) });

/** Events the test hands out one by one; tells when the reader was let go. */
function source() {
  const pending: ServerEvent[] = [];
  let wake = (): void => undefined;
  let ended = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    ended = resolve;
  });
  async function* changes(signal: AbortSignal): AsyncGenerator<ServerEvent> {
    signal.addEventListener('abort', () => {
      wake();
    });
    try {
      while (!signal.aborted) {
        const event = pending.shift();
        if (event) yield event;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      ended();
    }
  }
  return {
    over,
    changes,
    push: (event: ServerEvent) => {
      pending.push(event);
      wake();
    },
  };
}

async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, needle: string): Promise<string> {
  let text = '';
  while (!text.includes(needle)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += new TextDecoder().decode(value);
  }
  return text;
}

describe('an event stream', () => {
  it('writes events as the browser reads them, and says at once how soon to come back', async () => {
    const { changes, push } = source();
    const response = eventStream(request(), changes, { log });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toContain('no-transform');
    const reader = response.body?.getReader();
    if (!reader) throw new Error('no body');
    push({ event: 'message', id: '7', data: { text: 'строка\nи ещё' } });
    const text = await readUntil(reader, 'ещё');
    expect(text).toBe('retry: 2000\n\nevent: message\nid: 7\ndata: {"text":"строка\\nи ещё"}\n\n');
    await reader.cancel();
  });

  it('pings while nothing happens', async () => {
    const { changes } = source();
    const reader = eventStream(request(), changes, { log, pingMs: 5 }).body?.getReader();
    if (!reader) throw new Error('no body');
    expect(await readUntil(reader, ': still here')).toContain(': still here\n\n');
    await reader.cancel();
  });

  it('lets its source go when the reader cancels, when the request is aborted, and when its time is over', async () => {
    const cancelled = source();
    await eventStream(request(), cancelled.changes, { log }).body?.cancel();
    await cancelled.over;

    const gone = new AbortController();
    const aborted = source();
    const response = eventStream(request({}, gone.signal), aborted.changes, { log });
    gone.abort();
    await aborted.over;
    await response.text();

    const timed = source();
    await eventStream(request(), timed.changes, { log, lifetimeMs: 5 }).text();
    await timed.over;
  });

  it('ends quietly when its source breaks', async () => {
    const broken = (): AsyncIterable<ServerEvent> => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('the database went away')) }),
    });
    expect(await eventStream(request(), broken, { log }).text()).toBe('retry: 2000\n\n');
  });

  it('resumes from the last id the browser has, never from before what the address asks for', () => {
    expect(resumeAfter(request({ 'last-event-id': '12' }), 5)).toBe(12);
    expect(resumeAfter(request({ 'last-event-id': '3' }), 5)).toBe(5);
    expect(resumeAfter(request({ 'last-event-id': 'nonsense' }), 5)).toBe(5);
    expect(resumeAfter(request(), 5)).toBe(5);
  });

  it('leaves the id out where an event has none', () => {
    expect(formatEvent({ event: 'state', data: null })).toBe('event: state\ndata: null\n\n');
  });
});

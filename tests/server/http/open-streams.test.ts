import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sessions } from '#db/schema/identity.ts';
import { endpoint } from '#server/http/endpoint.ts';
import { eventStream, type ServerEvent } from '#server/http/sse.ts';
import { createUser, endSession, signIn, authenticate, sessionsTopic, systemViewer } from '#server/identity/index.ts';
import type { UserViewer } from '#server/identity/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { contextOf } from './context.ts';

let database: TestDatabase;
let started: number;
const visitor = { kind: 'visitor', visitorHash: null, locale: 'ru' } as const;
const leave = new AbortController();

/** Says something whenever the hub topic `news` is hinted at, until it is told to stop. */
async function* news(signal: AbortSignal): AsyncGenerator<ServerEvent> {
  started += 1;
  while (!signal.aborted) {
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      database.platform.hub.subscribe('news', resolve);
    });
    yield { event: 'news', data: 1 };
  }
}

const watch = endpoint({
  who: 'anyone',
  handle: ({ ctx, context }) => Promise.resolve(eventStream(context.request, news, { log: ctx.platform.log })),
});

beforeEach(async () => {
  database = await openTestDatabase();
  database.clock.set(new Date());
  started = 0;
});
afterEach(async () => {
  leave.abort();
  await database.close();
});

async function marina(): Promise<{ cookie: string; viewer: UserViewer }> {
  const login = { email: 'marina@example.com', password: 'верный пароль' };
  const person = { ...login, name: 'Марина', role: 'customer', locale: 'ru' } as const;
  await createUser(database.ctx(systemViewer('test')), person);
  const ctx = database.ctx(visitor);
  const result = await signIn(ctx, { ...login, userAgent: '', address: '192.0.2.7' });
  const cookie = result.ok ? result.value.cookie.value : '';
  const session = await authenticate(ctx, cookie);
  if (!session) throw new Error('no session');
  return { cookie, viewer: session.viewer };
}

describe('an event stream', () => {
  test('is only described to HEAD, and nothing is left running', async () => {
    const answer = await watch(contextOf(database, { method: 'HEAD' }));
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    expect(answer.body).toBeNull();
    expect(started).toBe(0);
  });

  test('ends when the person signs out', async () => {
    const { cookie, viewer } = await marina();
    const answer = await watch(contextOf(database, { viewer }));
    await endSession(database.ctx(viewer), cookie);
    expect(await answer.text()).toBe('retry: 2000\n\n');
  });

  test('ends when the session is gone, however that came about', async () => {
    const { viewer } = await marina();
    const answer = await watch(contextOf(database, { viewer }));
    await database.db.write((tx) => tx.delete(sessions));
    database.platform.hub.publish(sessionsTopic(viewer.userId));
    expect(await answer.text()).toBe('retry: 2000\n\n');
  });

  test('goes on while another session of the person ends', async () => {
    const { viewer } = await marina();
    const answer = await watch(contextOf(database, { viewer }));
    const reader = answer.body?.getReader();
    await reader?.read();
    database.platform.hub.publish(sessionsTopic(viewer.userId));
    const next = reader?.read();
    // A write takes longer than the look at the session that was asked for before.
    await database.db.write(() => Promise.resolve());
    database.platform.hub.publish('news');
    expect(new TextDecoder().decode((await next)?.value)).toContain('event: news');
    await reader?.cancel();
  });

  test('is refused to who has very many open, until some end', async () => {
    const address = '198.51.100.1';
    const open: Response[] = [];
    for (let i = 0; i < 100; i++) open.push(await watch(contextOf(database, { address })));
    expect(open.every((answer) => answer.status === 200)).toBe(true);
    const refused = await watch(contextOf(database, { address }));
    expect(refused.status).toBe(429);
    expect((await watch(contextOf(database, { address: '198.51.100.2', signal: leave.signal }))).status).toBe(200);

    await open[0]?.body?.cancel();
    const again = await watch(contextOf(database, { address }));
    expect(again.status).toBe(200);
    for (const answer of [...open.slice(1), again]) await answer.body?.cancel();
  });
});

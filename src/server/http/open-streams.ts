import type { APIContext } from 'astro';
import type { Ctx } from '../context.ts';
import { loadMemberships } from '../customers/index.ts';
import { isSessionAlive, sessionsTopic } from '../identity/index.ts';
import type { UserViewer } from '../identity/viewer.ts';
import { hints } from '../platform/hints.ts';
import { limitKey } from './limit-key.ts';
import { jsonFailure } from './respond.ts';
import { streamOf } from './sse.ts';

/** Open event streams one person, or all visitors of one network together, may have in this process. */
const MAX_OPEN = { user: 30, visitor: 100, system: 0 };
const RETRY_S = 60;
const open = new Map<string, number>();

/**
 * Lets an answer out. An event stream is counted, refused where somebody has too many open, and ends with the session it
 * belongs to. Any other answer passes.
 */
export async function admit(context: APIContext, response: Response): Promise<Response> {
  const stream = streamOf(response);
  if (!stream) return response;
  const { ctx, locale } = context.locals;
  const key = limitKey(context);
  const count = open.get(key) ?? 0;
  if (count >= MAX_OPEN[ctx.viewer.kind]) {
    await response.body?.cancel();
    return jsonFailure({ code: 'rate_limited', message: 'error.rateLimited', retryAfter: RETRY_S }, locale);
  }
  open.set(key, count + 1);
  const over = () => {
    const left = (open.get(key) ?? 1) - 1;
    if (left > 0) open.set(key, left);
    else open.delete(key);
  };
  if (stream.signal.aborted) over();
  else stream.signal.addEventListener('abort', over, { once: true });
  if (ctx.viewer.kind === 'user') void endWithSession({ ...ctx, viewer: ctx.viewer }, stream);
  return response;
}

/** A stream lasts longer than the request that asked for it was checked: whoever signs out must hear nothing more. */
async function endWithSession(ctx: Ctx<UserViewer>, stream: AbortController): Promise<void> {
  const { hub, log } = ctx.platform;
  try {
    for await (const { aborted } of hints(hub, [sessionsTopic(ctx.viewer.userId)], { signal: stream.signal })) {
      if (aborted || !(await isSessionAlive(ctx)) || !(await hasSameRights(ctx))) break;
    }
  } catch (error) {
    log.error({ err: error }, 'the session of an event stream could not be checked');
  }
  stream.abort();
}

/** Who joined, left or got another role since listens anew: the browser reconnects, and is checked again. */
async function hasSameRights({ db, viewer }: Ctx<UserViewer>): Promise<boolean> {
  if (viewer.role !== 'customer' || viewer.preview) return true;
  return JSON.stringify(await loadMemberships(db, viewer.userId)) === JSON.stringify(viewer.memberships);
}

import { leavePreview } from '#server/customers/index.ts';
import { endpoint, seeOther } from '#server/http/index.ts';
import { blankSessionCookie, endSession, SESSION_COOKIE } from '#server/identity/index.ts';

export const POST = endpoint({
  who: 'anyone',
  async handle({ ctx, context }) {
    // Who looked at a cabinet has left it, too.
    if (ctx.viewer.kind === 'user' && ctx.viewer.preview) await leavePreview({ ...ctx, viewer: ctx.viewer });
    const session = context.cookies.get(SESSION_COOKIE)?.value;
    if (session && session.length <= 100) await endSession(ctx, session);
    const blank = blankSessionCookie(ctx);
    context.cookies.set(blank.name, blank.value, blank.attributes);
    return seeOther('/');
  },
});

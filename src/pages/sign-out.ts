import { endpoint, seeOther } from '#server/http/index.ts';
import { blankSessionCookie, endSession, SESSION_COOKIE } from '#server/identity/index.ts';

export const POST = endpoint({
  who: 'anyone',
  async handle({ ctx, context }) {
    const session = context.cookies.get(SESSION_COOKIE)?.value;
    if (session && session.length <= 100) await endSession(ctx, session);
    const blank = blankSessionCookie(ctx);
    context.cookies.set(blank.name, blank.value, blank.attributes);
    return seeOther('/');
  },
});

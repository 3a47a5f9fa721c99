import { endpoint } from '#server/http/index.ts';
import { HALF_COOKIE, passkeyQuestion } from '#server/identity/index.ts';

/** What the browser needs to sign in with a passkey, at once or as a second step. */
export const POST = endpoint({
  who: 'anyone',
  handle: ({ ctx, context }) =>
    passkeyQuestion(ctx, { half: context.cookies.get(HALF_COOKIE)?.value, address: context.locals.clientAddress }),
  back: () => '/sign-in',
});

import { endpoint } from '#server/http/index.ts';
import { startPasskey, sureForm } from '#server/identity/index.ts';

/** What the browser needs to make a passkey. */
export const POST = endpoint({
  who: 'user',
  input: sureForm,
  handle: ({ ctx, input }) => startPasskey(ctx, input),
  back: () => '/account/security',
});

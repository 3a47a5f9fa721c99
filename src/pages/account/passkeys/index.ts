import { endpoint } from '#server/http/index.ts';
import { addPasskey, newPasskeyInput } from '#server/identity/index.ts';

/** Keeps a passkey that the browser has made. */
export const POST = endpoint({
  who: 'user',
  input: newPasskeyInput,
  handle: ({ ctx, input }) => addPasskey(ctx, input),
  back: () => '/account/security',
});

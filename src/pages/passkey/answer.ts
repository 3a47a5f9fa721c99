import { endpoint, ok } from '#server/http/index.ts';
import { passkeyInput, signInWithPasskey } from '#server/identity/index.ts';
import { welcome } from '../_welcome.ts';

/** Signs in with a passkey. Says where to go. */
export const POST = endpoint({
  who: 'anyone',
  input: passkeyInput,
  back: () => '/sign-in',
  async handle({ ctx, input, context }) {
    const userAgent = context.request.headers.get('user-agent') ?? '';
    const { response } = input;
    const result = await signInWithPasskey(ctx, { response, userAgent, address: context.locals.clientAddress });
    return result.ok ? ok({ to: await welcome(context, result.value, input.to) }) : result;
  },
});

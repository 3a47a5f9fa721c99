import type { LimitName, Limiter } from '../platform/limiter.ts';
import { networkOf, wideNetworkOf } from '../platform/network.ts';

type Use = readonly [limit: LimitName, key: string];

/** A try at a password that has been counted, and is taken back when the password was right. */
export type CountedTry = { retryAfter: number } | { retryAfter: null; right(): Promise<void> };

/**
 * Counts a try at signing in. Only wrong ones count in the end, but all are counted before the password is checked: else many
 * at once would all be checked before the first is counted. Nobody can lock a person out from elsewhere with fewer tries than
 * `signInAnywhere` allows.
 */
export const countSignIn = (limiter: Limiter, { email, address }: { email: string; address: string }) =>
  count(limiter, [
    ['signInAccount', `${email} ${wideNetworkOf(address)}`],
    ['signInAddress', networkOf(address)],
    ['signInAnywhere', email],
  ]);

/** Counts a try at the present password by someone who is signed in; nobody else can use these up. */
export const countPasswordChange = (limiter: Limiter, userId: string) => count(limiter, [['passwordChange', userId]]);

async function count(limiter: Limiter, uses: readonly [Use, ...Use[]]): Promise<CountedTry> {
  const taken: Use[] = [];
  const giveBack = () => Promise.all(taken.map(([limit, key]) => limiter.giveBack(limit, key)));
  for (const use of uses) {
    const retryAfter = await limiter.take(...use);
    if (retryAfter !== null) {
      await giveBack();
      return { retryAfter };
    }
    taken.push(use);
  }
  return {
    retryAfter: null,
    right: async () => {
      await giveBack();
      // Whoever knows the password is not guessing: earlier slips are forgotten.
      await limiter.forget(...uses[0]);
    },
  };
}

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How often something may be done: `points` times per `seconds`, counted per key. */
export const limits = {
  request: { points: 600, seconds: 60 },
  /** Wrong passwords from one network, for whatever accounts. */
  signInAddress: { points: 50, seconds: 900 },
  /** Wrong passwords for one account from one network. Others can use theirs up without locking the person out. */
  signInAccount: { points: 10, seconds: 900 },
  /** Wrong passwords for one account from everywhere: many networks together guess no faster than this. */
  signInAnywhere: { points: 100, seconds: 900 },
  /** Wrong present passwords when changing it. */
  passwordChange: { points: 10, seconds: 900 },
  /** Invitations one person has mailed out. */
  invitation: { points: 30, seconds: 3600 },
  /** Names and passwords sent with an invitation's link, from one network. */
  joining: { points: 20, seconds: 3600 },
  /** Mails to confirm another address. */
  emailChange: { points: 5, seconds: 3600 },
  /** Wrong codes of one person's second step. */
  secondStep: { points: 10, seconds: 900 },
  /** Questions for a passkey from one network. */
  passkey: { points: 120, seconds: 900 },
  /** Exports of all of a person's data. */
  export: { points: 10, seconds: 3600 },
  /** Requests to be forgotten: each is mailed to the person and to every supervisor. */
  erasure: { points: 5, seconds: 3600 },
  passwordReset: { points: 5, seconds: 3600 },
  passwordResetAccount: { points: 5, seconds: 3600 },
  message: { points: 30, seconds: 60 },
  conversation: { points: 20, seconds: 3600 },
  /** Addresses that guests of one network leave to be answered at. */
  contact: { points: 10, seconds: 3600 },
  /** Confirmations of requests to one address, whoever left it. */
  contactMail: { points: 5, seconds: 86_400 },
  vote: { points: 60, seconds: 3600 },
  /** Votes from one network, whoever casts them. */
  voteNetwork: { points: 120, seconds: 3600 },
  /** Codes by mail to sign a document with. */
  signingCode: { points: 6, seconds: 3600 },
  /** Forms with files. */
  upload: { points: 60, seconds: 3600 },
  payment: { points: 30, seconds: 3600 },
  /** Papers and tables to download: each costs more than a page. */
  paper: { points: 120, seconds: 600 },
  /** Pages opened by a link without sign-in, known or not: nobody tries out addresses. */
  invoiceLink: { points: 60, seconds: 600 },
  /** Feeds by their secret address, known or not: nobody tries out addresses. */
  newsFeed: { points: 60, seconds: 600 },
  /** Past questions asked again, up to 2,000 each time. */
  replay: { points: 40, seconds: 600 },
  /** Tasks and what is said about them. */
  task: { points: 120, seconds: 3600 },
} as const;
export type LimitName = keyof typeof limits;

export interface Limiter {
  /** Counts one use. Gives null when it is allowed, else the seconds to wait. */
  take(name: LimitName, key: string): Promise<number | null>;
  /** Gives one use back that should not have counted. */
  giveBack(name: LimitName, key: string): Promise<void>;
  /** Forgets every use. */
  forget(name: LimitName, key: string): Promise<void>;
}

/** The embedded limiter. Its store forgets keys when their window ends, so it does not grow without bound. */
export function createLocalLimiter(factor: number): Limiter {
  const limiters = Object.fromEntries(
    Object.entries(limits).map(([name, { points, seconds }]) => [
      name,
      new RateLimiterMemory({ keyPrefix: name, points: Math.ceil(points * factor), duration: seconds }),
    ]),
  ) as Record<LimitName, RateLimiterMemory>;
  return {
    take: async (name, key) => {
      try {
        await limiters[name].consume(key);
        return null;
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return Math.ceil(refused.msBeforeNext / 1000);
        throw refused;
      }
    },
    giveBack: async (name, key) => {
      await limiters[name].reward(key);
    },
    forget: async (name, key) => {
      await limiters[name].delete(key);
    },
  };
}

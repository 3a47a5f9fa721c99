import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How often something may be done: `points` times per `seconds`, counted per key. */
export const limits = {
  request: { points: 600, seconds: 60 },
  signInAddress: { points: 50, seconds: 900 },
  signInAccount: { points: 10, seconds: 900 },
  passwordReset: { points: 5, seconds: 3600 },
  message: { points: 30, seconds: 60 },
  conversation: { points: 20, seconds: 3600 },
  vote: { points: 60, seconds: 3600 },
  payment: { points: 30, seconds: 3600 },
} as const;
export type LimitName = keyof typeof limits;

export interface Limiter {
  /** Counts one use. Gives null when it is allowed, else the seconds to wait. */
  take(name: LimitName, key: string): Promise<number | null>;
}

/** The embedded limiter. Its store forgets keys when their window ends, so it does not grow without bound. */
export function createLocalLimiter(factor: number): Limiter {
  const limiters = new Map<LimitName, RateLimiterMemory>();
  for (const name of Object.keys(limits) as LimitName[]) {
    const { points, seconds } = limits[name];
    limiters.set(
      name,
      new RateLimiterMemory({ keyPrefix: name, points: Math.ceil(points * factor), duration: seconds }),
    );
  }
  return {
    take: async (name, key) => {
      try {
        await limiters.get(name)?.consume(key);
        return null;
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return Math.ceil(refused.msBeforeNext / 1000);
        throw refused;
      }
    },
  };
}

import type { WordKey, WordValues } from '#content/words.ts';

/** The one vocabulary of expected failures; src/server/http/status.ts says what each means over HTTP. */
export type ErrorCode =
  | 'invalid_input'
  | 'not_signed_in'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'unsupported_media'
  | 'rate_limited'
  | 'untrusted_origin'
  | 'bad_signature'
  | 'unavailable'
  | 'internal';

export interface Failure {
  code: ErrorCode;
  /** What the reader is told. */
  message: WordKey;
  values?: WordValues | undefined;
  /** What is wrong with each field, for forms. */
  fields?: Record<string, WordKey> | undefined;
  /** Seconds until another try makes sense. */
  retryAfter?: number | undefined;
}

/** Expected failures are values; only bugs throw. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (
  code: ErrorCode,
  message: WordKey,
  more: Omit<Failure, 'code' | 'message'> = {},
): Result<never> => ({
  ok: false,
  error: { code, message, ...more },
});

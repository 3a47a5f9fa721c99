import type { WordKey } from '#content/words.ts';
import type { ErrorCode } from '../platform/result.ts';

/** The one table from failures to HTTP status (RFC 9110, RFC 6585 for 429). */
export const statusOf: Record<ErrorCode, number> = {
  bad_signature: 400,
  not_signed_in: 401,
  untrusted_origin: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported_media: 415,
  invalid_input: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
};

/** What is said where only a key can be carried and the message itself needs values, as in `?problem=`. */
export const plainMessage: Record<ErrorCode, WordKey> = {
  bad_signature: 'error.invalidInput',
  not_signed_in: 'error.notSignedIn',
  untrusted_origin: 'error.untrustedOrigin',
  not_found: 'error.notFound',
  conflict: 'error.conflict',
  too_large: 'error.tooLarge',
  unsupported_media: 'error.unsupportedMedia',
  invalid_input: 'error.invalidInput',
  rate_limited: 'error.rateLimited',
  internal: 'error.internal',
  unavailable: 'error.unavailable',
};

import { Secret, TOTP } from 'otpauth';

/** Seconds a code holds; the default of RFC 6238 §5.2, and the only one every app understands. */
const PERIOD_S = 30;
/** Steps before and after the present one that are taken as well: clocks differ (RFC 6238 §5.2). */
const WINDOW = 1;

const totp = (secret: string, more: { issuer?: string; label?: string } = {}): TOTP =>
  new TOTP({ ...more, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD_S });

/** A new shared secret of 160 bits (RFC 4226 §4, R6), base32. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** What the QR code holds: `otpauth://totp/…`, the key URI format of the authenticator apps. */
export const keyUri = (secret: string, issuer: string, label: string): string =>
  totp(secret, { issuer, label }).toString();

/** The time step a code of six digits belongs to; null when it is wrong. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = now.getTime();
  const delta = totp(secret).validate({ token, timestamp, window: WINDOW });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_S) + delta;
}

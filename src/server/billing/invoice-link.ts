import { createHmac, timingSafeEqual } from 'node:crypto';

/** What the signature covers: none of it can be changed without the installation's secret. */
export interface LinkScope {
  /** UUID of the link. */
  id: string;
  invoiceId: string;
  expiresAt: Date;
}

const ID_BYTES = 16;
const MAC_BYTES = 32;

/**
 * The token of a link: its id and an HMAC-SHA-256 (RFC 2104) over id, invoice and expiry, as base64url (RFC 4648 §5), 64
 * characters. Whoever reads the database of links cannot make one without the secret beside it.
 */
export function signLink(secret: string, scope: LinkScope): string {
  return Buffer.concat([idBytes(scope.id), mac(secret, scope)]).toString('base64url');
}

/** The id a token claims; null for what is no token. */
export function claimedLinkId(token: string): string | null {
  if (!/^[\w-]{64}$/.test(token)) return null;
  const hex = Buffer.from(token, 'base64url').subarray(0, ID_BYTES).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Was this token signed for exactly this link? Takes the same time whatever is wrong with it. */
export function isSigned(secret: string, token: string, scope: LinkScope): boolean {
  const given = Buffer.from(token, 'base64url').subarray(ID_BYTES);
  return given.length === MAC_BYTES && timingSafeEqual(given, mac(secret, scope));
}

const idBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

const mac = (secret: string, { id, invoiceId, expiresAt }: LinkScope): Buffer =>
  createHmac('sha256', secret)
    .update(`invoice-link:1:${id}:${invoiceId}:${String(expiresAt.getTime())}`)
    .digest();

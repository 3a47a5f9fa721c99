import { isIP } from 'node:net';
import type { Config } from '../platform/config.ts';

export interface RelyingParty {
  /** The domain passkeys belong to (Web Authentication Level 3, §5.1.2): an address in numbers is none. */
  id: string;
  origin: string;
}

/**
 * Where passkeys of this installation work: at `ORIGIN`. On a loopback address, as the demo runs, under the name `localhost`
 * with the same port. Null at any other address in numbers, and where the connection is not secure.
 */
export function relyingParty({ ORIGIN }: Pick<Config, 'ORIGIN'>): RelyingParty | null {
  const url = new URL(ORIGIN);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || /^127\.|^::1$/.test(host)) {
    url.hostname = 'localhost';
    return { id: 'localhost', origin: url.origin };
  }
  if (isIP(host) !== 0 || url.protocol !== 'https:') return null;
  return { id: host, origin: url.origin };
}

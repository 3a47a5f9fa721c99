import type { IncomingMessage } from 'node:http';
import { plainAddress } from './platform/network.ts';

/**
 * The client's address. X-Forwarded-For is believed only as far as configured proxies wrote it: with `trustedProxies` = 1 its
 * last entry, with 2 the one before, and so on. Anything a client itself puts in front is ignored, and so is an entry that is
 * no address.
 */
export function clientAddressOf(
  request: { headers: IncomingMessage['headers']; socket: { remoteAddress?: string | undefined } },
  trustedProxies: number,
): string {
  const direct = plainAddress(request.socket.remoteAddress ?? '') ?? 'unknown';
  if (trustedProxies === 0) return direct;
  const forwarded = [request.headers['x-forwarded-for'] ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  return plainAddress(forwarded.at(-trustedProxies) ?? '') ?? direct;
}

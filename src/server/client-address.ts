import type { IncomingMessage } from 'node:http';

/**
 * The client's address. X-Forwarded-For is believed only as far as configured proxies wrote it: with `trustedProxies` = 1 its
 * last entry, with 2 the one before, and so on. Anything a client itself puts in front is ignored.
 */
export function clientAddressOf(request: IncomingMessage, trustedProxies: number): string {
  const direct = request.socket.remoteAddress ?? 'unknown';
  if (trustedProxies === 0) return direct;
  const forwarded = [request.headers['x-forwarded-for'] ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  return forwarded.at(-trustedProxies) ?? direct;
}

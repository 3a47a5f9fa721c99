import { isIP, isIPv4 } from 'node:net';

/**
 * An address as it is stored and shown: without a port, brackets or zone, IPv4 written as IPv4 even when it arrived mapped
 * into IPv6 (`::ffff:192.0.2.7`). Null for anything that is no address.
 */
export function plainAddress(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '');
  if (isIP(bare) === 0) return null;
  if (isIPv4(bare)) return bare;
  const groups = groupsOf(bare);
  if (!groups.slice(0, 5).every((group) => group === 0) || groups[5] !== 0xffff) return bare.toLowerCase();
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');
}

/**
 * The network one subscriber has to itself, which limits count: an IPv4 address, or the /64 of an IPv6 one, of whose 2⁶⁴
 * addresses anybody can use a new one for every request.
 */
export const networkOf = (address: string): string => prefixOf(address, 4, 4);

/** The network of one provider or site, for limits that must survive a change of address: /24 of IPv4, /48 of IPv6. */
export const wideNetworkOf = (address: string): string => prefixOf(address, 3, 3);

/** Which of these addresses lie in the same network as one: people know their own by that. */
export const nearbyOf = (here: string, addresses: readonly string[]): ReadonlySet<string> =>
  new Set(addresses.filter((address) => networkOf(address) === networkOf(here)));

function prefixOf(address: string, v4Parts: number, v6Groups: number): string {
  const plain = plainAddress(address);
  if (plain === null) return address;
  if (isIPv4(plain)) return plain.split('.').slice(0, v4Parts).join('.');
  return groupsOf(plain)
    .slice(0, v6Groups)
    .map((group) => group.toString(16))
    .join(':');
}

/** The eight numbers of an IPv6 address. The URL parser writes every spelling of it in one way, without dots. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const numbers = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const [first, last] = [numbers(head), numbers(tail ?? '')];
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last];
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientAddressOf } from '#server/client-address.ts';
import { nearbyOf, networkOf, plainAddress, wideNetworkOf } from '#server/platform/network.ts';

const from = (remoteAddress: string | undefined, forwarded?: string) => ({
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  socket: { remoteAddress },
});

describe('the address of a client', () => {
  test('is that of the connection when no proxy is trusted', () => {
    expect(clientAddressOf(from('192.0.2.1', '203.0.113.9'), 0)).toBe('192.0.2.1');
    expect(clientAddressOf(from('::ffff:192.0.2.1'), 0)).toBe('192.0.2.1');
    expect(clientAddressOf(from(undefined), 0)).toBe('unknown');
  });

  test('is what the trusted proxies wrote, never what the client put in front', () => {
    expect(clientAddressOf(from('127.0.0.1', '1.1.1.1, 203.0.113.9'), 1)).toBe('203.0.113.9');
    expect(clientAddressOf(from('127.0.0.1', '1.1.1.1, 203.0.113.9, 10.0.0.1'), 2)).toBe('203.0.113.9');
    expect(clientAddressOf(from('127.0.0.1', '203.0.113.9'), 2)).toBe('127.0.0.1');
  });

  test.each([
    ['203.0.113.9:52144', '203.0.113.9'],
    ['[2001:DB8::7]:443', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::FFFF:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['unknown', '127.0.0.1'],
    ['<script>', '127.0.0.1'],
  ])('is written plainly: %s', (forwarded, address) => {
    expect(clientAddressOf(from('127.0.0.1', forwarded), 1)).toBe(address);
  });
});

describe('a limit counts', () => {
  test('all addresses one IPv6 subscriber can use as one, and every IPv4 address by itself', () => {
    expect(networkOf('2001:db8:1:2::1')).toBe(networkOf('2001:db8:1:2:ffff::9'));
    expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'));
    expect(networkOf('192.0.2.1')).not.toBe(networkOf('192.0.2.2'));
    const known = ['192.0.2.1', '2001:db8:1:2::9', '2001:db8:1:3::1'];
    expect([...nearbyOf('2001:db8:1:2::1', known)]).toEqual(['2001:db8:1:2::9']);
    expect(networkOf('::ffff:192.0.2.1')).toBe(networkOf('192.0.2.1'));
  });

  test('neighboring addresses as one where it asks for the wider network', () => {
    expect(wideNetworkOf('192.0.2.1')).toBe(wideNetworkOf('192.0.2.254'));
    expect(wideNetworkOf('192.0.2.1')).not.toBe(wideNetworkOf('192.0.3.1'));
    expect(wideNetworkOf('2001:db8:1:2::1')).toBe(wideNetworkOf('2001:db8:1:ffff::1'));
    expect(wideNetworkOf('2001:db8:1:2::1')).not.toBe(wideNetworkOf('2001:db8:2:2::1'));
  });

  test('every spelling of an address the same', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const plain = plainAddress(address);
        expect(plain).not.toBeNull();
        const spelled = new URL(`http://[${address}]`).hostname;
        expect(networkOf(spelled)).toBe(networkOf(address));
        expect(plainAddress(plain ?? '')).toBe(plain);
      }),
    );
  });

  test('whatever a proxy may send without failing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(networkOf(clientAddressOf(from('127.0.0.1', text), 1))).not.toBe('');
      }),
    );
  });
});

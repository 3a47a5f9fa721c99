import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseInput, readBody } from '#server/http/body.ts';
import { isTrustedRequest } from '#server/http/csrf.ts';
import { localTarget } from '#server/http/respond.ts';
import { securityHeaders } from '#server/http/security-headers.ts';
import { allows, type Who } from '#server/http/access.ts';
import { roles, type Role, type UserViewer } from '#server/identity/index.ts';

const ORIGIN = 'https://help.example.com';
const request = (method: string, headers: Record<string, string>) => new Request(`${ORIGIN}/x`, { method, headers });

describe('a request that changes something', () => {
  test.each([
    ['from our own page', { 'sec-fetch-site': 'same-origin', cookie: 'a=b' }, true],
    ['from another site', { 'sec-fetch-site': 'cross-site', cookie: 'a=b' }, false],
    ['from a sister subdomain', { 'sec-fetch-site': 'same-site', cookie: 'a=b' }, false],
    ['typed by nobody but with a cookie and no word of where it comes from', { cookie: 'a=b' }, false],
    ['from an old browser on our page', { origin: ORIGIN, cookie: 'a=b' }, true],
    ['from an old browser elsewhere', { origin: 'https://evil.example', cookie: 'a=b' }, false],
    ['from a sandboxed frame', { origin: 'null', cookie: 'a=b' }, false],
    ['from a program without cookies', {}, true],
  ])('%s', (_name, headers, trusted) => {
    expect(isTrustedRequest(request('POST', headers), ORIGIN)).toBe(trusted);
    expect(isTrustedRequest(request('GET', headers), ORIGIN)).toBe(true);
  });
});

describe('where to go after signing in', () => {
  test('is a page of ours', () => {
    expect(localTarget('/cabinet/invoices/1?x=2', '/')).toBe('/cabinet/invoices/1?x=2');
  });
  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/a\nb',
    '',
    'cabinet',
    `/${'a'.repeat(600)}`,
  ])('is never %j', (target) => {
    expect(localTarget(target, '/home')).toBe('/home');
  });
  test('never leaves the origin, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(new URL(localTarget(`/${text}`, '/'), ORIGIN).origin).toBe(ORIGIN);
      }),
    );
  });
});

describe('a body', () => {
  const post = (body: BodyInit, type?: string) =>
    readBody(new Request(ORIGIN, { method: 'POST', body, ...(type ? { headers: { 'content-type': type } } : {}) }));
  test('that is broken JSON, an array or of a strange type is a clear failure', async () => {
    expect(await post('{"a":', 'application/json')).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    expect(await post('[1]', 'application/json')).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    expect(await post('x', 'application/xml')).toMatchObject({ ok: false, error: { code: 'unsupported_media' } });
  });
  test('with repeated fields becomes lists', async () => {
    expect(await post(new URLSearchParams('a=1&a=2&b=3'))).toEqual({ ok: true, value: { a: ['1', '2'], b: '3' } });
  });
  test('with several faults names every field at once', () => {
    const schema = z.object({ email: z.email(), name: z.string().max(3), age: z.number() });
    const parsed = parseInput(schema, { email: 'x', name: 'four' });
    expect(parsed).toMatchObject({
      ok: false,
      error: { fields: { email: 'error.invalidField', name: 'error.tooLong', age: 'error.required' } },
    });
  });
});

test('the content security policy has no exception for inline code', () => {
  const policy = securityHeaders({ secure: true, checkoutOrigin: 'https://checkout.stripe.com' })[
    'content-security-policy'
  ];
  expect(policy).not.toContain('unsafe');
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain('https://checkout.stripe.com');
});

describe('who may come in', () => {
  const user = (role: Role): UserViewer => ({
    kind: 'user',
    role,
    userId: 'u',
    sessionId: 's',
    name: 'N',
    email: 'e',
    locale: 'ru',
    timeZone: 'UTC',
    memberships: [],
    customerId: null,
    visitorHash: null,
    preview: null,
  });
  const expected: Record<Exclude<Who, 'demo'>, Role[]> = {
    anyone: [...roles],
    user: [...roles],
    customer: ['customer'],
    staff: ['agent', 'editor', 'supervisor', 'admin'],
    supervisor: ['supervisor', 'admin'],
    admin: ['admin'],
  };
  test.each(Object.entries(expected))('%s', (who, welcome) => {
    for (const role of roles) {
      expect(allows(who as Who, user(role), false), role).toBe(welcome.includes(role) ? 'yes' : 'hidden');
    }
    const visitor = { kind: 'visitor', visitorHash: null, locale: 'ru' } as const;
    expect(allows(who as Who, visitor, false)).toBe(who === 'anyone' ? 'yes' : 'sign_in');
  });
  test('a demo page exists only in the demo', () => {
    expect(allows('demo', user('admin'), false)).toBe('hidden');
    expect(allows('demo', user('customer'), true)).toBe('yes');
  });
});

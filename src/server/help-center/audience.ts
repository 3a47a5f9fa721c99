import { isStaff, type Viewer } from '../identity/index.ts';

/** Who may read an article: everyone, who is signed in, the named segments and customers, our people. */
export const audiences = ['public', 'signed_in', 'chosen', 'staff'] as const;
export type AudienceKind = (typeof audiences)[number];

export interface Audience {
  audience: AudienceKind;
  /** chosen: for the customers of these segments… */
  segments: readonly string[];
  /** …and for these customers. */
  customerIds: readonly string[];
}

/** What somebody who reads holds; `everything` for our people and the application itself. */
export type Reader = ReadonlySet<string> | 'everything';

const PUBLIC = 'public';
const SIGNED_IN = 'signed-in';
const STAFF = 'staff';

/** Whoever holds one of these may read the article. The search index keeps them beside the text. */
export function tokensOf({ audience, segments, customerIds }: Audience): string[] {
  switch (audience) {
    case 'public':
      return [PUBLIC];
    case 'signed_in':
      return [SIGNED_IN];
    case 'chosen':
      return [...segments.map((segment) => `segment:${segment}`), ...customerIds.map((id) => `customer:${id}`)];
    case 'staff':
      return [STAFF];
  }
}

/** What a viewer holds. @param segments those of the customers they act for */
export function tokensHeld(viewer: Viewer, segments: readonly string[]): Reader {
  if (viewer.kind === 'system' || isStaff(viewer)) return 'everything';
  if (viewer.kind === 'visitor') return new Set([PUBLIC]);
  const customers = viewer.memberships.map(({ customerId }) => `customer:${customerId}`);
  return new Set([PUBLIC, SIGNED_IN, ...customers, ...segments.map((segment) => `segment:${segment}`)]);
}

/** What a reader holds, as the search index is asked with it. */
export const heldBy = (reader: Reader): readonly string[] | 'everything' =>
  reader === 'everything' ? reader : [...reader];

/** Whether everybody of one audience is of another one, too. Our people are of all of them. */
export function isWithin(inner: Audience, outer: Audience): boolean {
  if (outer.audience === 'public' || inner.audience === 'staff') return true;
  if (outer.audience === 'signed_in') return inner.audience !== 'public';
  const held = new Set(tokensOf(outer));
  return tokensOf(inner).every((token) => held.has(token));
}

/** The one answer to whether somebody may read what is published for an audience. */
export const mayRead = (reader: Reader, audience: Audience): boolean =>
  reader === 'everything' || tokensOf(audience).some((token) => reader.has(token));

/** Everybody holds this. */
export const PUBLIC = 'public';
/** Everybody who signed in holds this. */
export const SIGNED_IN = 'signed-in';

/** What a reader holds (`public`, `signed-in`, `staff`, `segment:export`, `customer:<id>`); staff may read everything. */
export type Audience = readonly string[] | 'everything';

/** True when a reader may read a document: they hold one of the tokens it asks for. */
export const mayRead = (audience: Audience, document: { audience: readonly string[] }): boolean =>
  audience === 'everything' || document.audience.some((token) => audience.includes(token));

/**
 * How widely a document is read: by all, by all who signed in, by some. Words that correct and complete a question are kept by
 * these three and not by reader, because making a vocabulary of 100,000 documents takes seconds.
 */
export const spreads = ['public', 'signed-in', 'some'] as const;
export type Spread = (typeof spreads)[number];

export const spreadOf = ({ audience }: { audience: readonly string[] }): Spread =>
  audience.includes(PUBLIC) ? 'public' : audience.includes(SIGNED_IN) ? 'signed-in' : 'some';

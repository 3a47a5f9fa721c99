import type { Audience } from '../audience.ts';

/** A value as a filter takes it, whatever is in it. */
const quoted = (value: string): string => `"${value.replace(/[\\"]/g, '\\$&')}"`;

export const isOneOf = (attribute: string, values: readonly string[]): string =>
  `${attribute} IN [${values.map(quoted).join(', ')}]`;

export const is = (attribute: string, value: string): string => `${attribute} = ${quoted(value)}`;
export const isNot = (attribute: string, value: string): string => `${attribute} != ${quoted(value)}`;

/** What a reader may read; null for those who may read everything. */
export const readableBy = (audience: Audience): string | null =>
  audience === 'everything' ? null : isOneOf('audience', audience);

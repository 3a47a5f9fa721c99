import { integer, text } from 'drizzle-orm/sqlite-core';

/** Primary key: UUID version 7 (RFC 9562), so ids sort by the time they were made. */
export const id = () => text('id').primaryKey();

/** An instant: milliseconds since the Unix epoch, UTC. */
export const instant = (name: string) => integer(name, { mode: 'timestamp_ms' });

/** A calendar day, `YYYY-MM-DD` (ISO 8601), without a time zone. */
export const day = (name: string) => text(name);

/** An amount in minor units (kopecks, cents) of the currency in the row beside it. */
export const minorUnits = (name: string) => integer(name);

/** ISO 4217 code. */
export const currency = () => text('currency', { enum: ['RUB', 'EUR', 'USD'] }).notNull();

export const createdAt = () => instant('created_at').notNull();

import { and, isNull } from 'drizzle-orm';
import { erasureRequests } from '#db/schema/my-data.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** How long a person may think again. With it the data is gone within the 30 days of 152-ФЗ art. 21 (5) and GDPR art. 12 (3). */
export const THINK_AGAIN_MS = 7 * DAY_MS;

export type ErasureState = 'waiting' | 'running' | 'canceled' | 'declined' | 'done';

type Row = typeof erasureRequests.$inferSelect;

/** Where a request stands; which of its days are set says it. */
export function stateOf(row: Pick<Row, 'doneAt' | 'declinedAt' | 'canceledAt' | 'startedAt'>): ErasureState {
  if (row.doneAt) return 'done';
  if (row.declinedAt) return 'declined';
  if (row.canceledAt) return 'canceled';
  return row.startedAt ? 'running' : 'waiting';
}

/** Still to be carried out: begun or not. */
export const open = and(
  isNull(erasureRequests.canceledAt),
  isNull(erasureRequests.declinedAt),
  isNull(erasureRequests.doneAt),
);
/** Of those, what may still be stopped. */
export const waiting = and(open, isNull(erasureRequests.startedAt));

import type { Position } from '#server/conversations/index.ts';

/** How far a message got: stored, on a page of the other side, looked at. */
export const ticks = ['sent', 'delivered', 'read'] as const;
export type Tick = (typeof ticks)[number];

export const tickOf = (sequence: number, { delivered, read }: Position): Tick =>
  sequence <= read ? 'read' : sequence <= delivered ? 'delivered' : 'sent';

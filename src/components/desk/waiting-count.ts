import type { DeskQueue } from '#server/desk/index.ts';

/** How many wait for this agent: in the queue, or for an answer of theirs. */
export const waitingCount = ({ waiting, clients, mine }: DeskQueue): number =>
  waiting.length + [...clients, ...mine].filter((line) => line.unanswered > 0).length;

import type { DeskQueue } from '#server/desk/index.ts';

/** How many wait for this agent: in the queue, or for an answer of theirs. */
export const waitingCount = ({ waiting, mine }: DeskQueue): number =>
  waiting.length + mine.filter((line) => line.unanswered > 0).length;

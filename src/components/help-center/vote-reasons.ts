import type { WordKey } from '#content/words.ts';
import type { VoteReason } from '#server/help-center/index.ts';

const words: Record<VoteReason, WordKey> = {
  unclear: 'help.vote.reason.unclear',
  incomplete: 'help.vote.reason.incomplete',
  outdated: 'help.vote.reason.outdated',
  wrong: 'help.vote.reason.wrong',
  other: 'help.vote.reason.other',
};

/** Why an article did not help, in the order it is asked. */
export const voteReasonKeys = Object.entries(words).map(([value, word]) => ({ value, word }));

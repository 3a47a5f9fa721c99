/** How often something was searched for, and with what success. */
export interface Tally {
  /** Searches in the period. */
  times: number;
  /** In the period of the same length before. */
  before: number;
  /** Searches that found nothing. */
  nothing: number;
  /** Searches of which a result was opened. */
  opened: number;
  /** Searches after which somebody wrote to us. */
  followed: number;
}

export const noTally: Tally = { times: 0, before: 0, nothing: 0, opened: 0, followed: 0 };

export const addTallies = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, each) => ({
      times: sum.times + each.times,
      before: sum.before + each.before,
      nothing: sum.nothing + each.nothing,
      opened: sum.opened + each.opened,
      followed: sum.followed + each.followed,
    }),
    noTally,
  );

/**
 * How many searches were left without an answer: each that found nothing counts whole, each that found something nobody opened
 * counts half (a title may have been the answer), and so does one that was opened and still ended in a letter to us.
 */
export function gapOf({ times, nothing, opened, followed }: Tally): number {
  const unopened = Math.max(0, times - nothing - opened);
  return nothing + unopened / 2 + Math.min(followed, opened) / 2;
}

/** What was decided about a group holds until it has grown by half since. */
export const isBack = (timesThen: number, timesSince: number): boolean => timesSince * 2 >= Math.max(1, timesThen);

/** How many said that a text helped, and how many that it did not. */
export interface Said {
  yes: number;
  no: number;
}

export interface Score extends Said {
  /** Everyone who said something. */
  of: number;
  /** At least this share of all readers would say yes, 0–1, at 95 % confidence; null while too few have said anything. */
  atLeast: number | null;
}

/** The quantile of the normal distribution that belongs to 95 % on both sides. */
const Z = 1.959964;
/** Of fewer than this nothing is said: the bound would be low for want of votes, and read as a bad mark. */
export const FEWEST = 5;

/**
 * How helpful a text is, cautiously: the lower bound of the score interval for a share (E. B. Wilson, Probable Inference, the
 * Law of Succession, and Statistical Inference, JASA 22, 1927). A share of few votes says little, and so does its bound.
 * @param said whole numbers, not negative
 */
export function helpfulScore({ yes, no }: Said): Score {
  const of = yes + no;
  if (of < FEWEST) return { yes, no, of, atLeast: null };
  return { yes, no, of, atLeast: wilsonLowerBound(yes, of) };
}

/** @param yes of @param of, which is at least one; gives 0–1 */
export function wilsonLowerBound(yes: number, of: number): number {
  // Exactly nothing, where rounding would leave a trace that is more than the share itself.
  if (yes === 0) return 0;
  const share = yes / of;
  const square = (Z * Z) / of;
  const middle = share + square / 2;
  const spread = Z * Math.sqrt((share * (1 - share)) / of + square / (4 * of));
  return Math.max(0, (middle - spread) / (1 + square));
}

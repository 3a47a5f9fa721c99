/** Where a page of a list is found. */
export type PageAddress = (page: number) => string;

/** Which page numbers to show: the first, the last and the neighbors; `null` stands for a gap. */
export function pageNumbers(page: number, last: number): (number | null)[] {
  const shown = [1, page - 1, page, page + 1, last].filter((number) => number >= 1 && number <= last);
  const sorted = [...new Set(shown)].sort((a, b) => a - b);
  return sorted.flatMap((number, index) => {
    const step = number - (sorted[index - 1] ?? number - 1);
    if (step === 2) return [number - 1, number];
    return step > 2 ? [null, number] : [number];
  });
}

/**
 * The number someone looks for when that is all they typed, as it stands on paper: `сч-1089`, `№ 2418`, `заказ 2418`. Null
 * for a question.
 */
export function askedNumber(query: string): string | null {
  const bare = query
    .trim()
    .replace(/^(?:счёт|счет|заказ|invoice|order)(?![\p{L}\d])/iu, '')
    .replace(/^\s*(?:№|#|no\.?(?=[\s\d]))\s*/iu, '')
    .trim();
  return /^(?:\p{L}{1,4}-?)?\d{1,12}$/u.test(bare) ? bare.toUpperCase() : null;
}

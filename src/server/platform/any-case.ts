/** Letters people use for one another when they look something up. */
const same: Record<string, string> = { е: 'её', ё: 'её' };

/**
 * A GLOB pattern that finds `query` anywhere in a text, whatever the case of its letters; `е` finds `ё` and spaces of any
 * kind are one. SQLite's own LIKE and lower() know the case of Latin letters only, GLOB compares characters of any alphabet
 * (https://www.sqlite.org/lang_expr.html#glob). Null when there is nothing to look for.
 */
export function anyCasePattern(query: string): string | null {
  const words = query.normalize('NFC').trim().toLowerCase().split(/\s+/u);
  const text = words.join(' ');
  if (text === '') return null;
  return `*${Array.from(text, anyCase).join('')}*`;
}

function anyCase(character: string): string {
  if (character === ' ') return '[ \u00a0]';
  if ('*?['.includes(character)) return `[${character}]`;
  const forms = Array.from(same[character] ?? character).flatMap((one) => [one, one.toUpperCase()]);
  // Some letters have a capital of two, e.g. ß: that one is left out.
  const single = [...new Set(forms)].filter((form) => Array.from(form).length === 1);
  return single.length > 1 ? `[${single.join('')}]` : character;
}

/** Cyrillic letters as they are usually spelled in English. */
export const latin: Readonly<Record<string, string>> = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ё:yo ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** A title as part of an address: «Как оплатить счёт» → `kak-oplatit-schyot`. At most 60 characters, whole words. */
export function slugOf(title: string): string {
  const spelled = Array.from(title.normalize('NFC').toLowerCase(), (letter) => latin[letter] ?? letter).join('');
  const words = spelled.match(/[a-z0-9]+/g) ?? [];
  let slug = '';
  for (const word of words) {
    if (slug.length + word.length >= 60) break;
    slug = slug === '' ? word : `${slug}-${word}`;
  }
  return slug;
}

/** Greetings, pleas and fillers: they say nothing about the subject, and a vector or a cosine would be pulled towards them. */
const courtesies = [
  // Russian, е for ё.
  'здравствуйте|здравствуй|приветствую|привет|добр(?:ый|ого|ое|ой) (?:день|дня|вечер|вечера|утро|утра|ночи)|алло',
  'уважаем(?:ые|ый|ая)(?: господа| коллеги)?|подскажите(?: пожалуйста)?|скажите пожалуйста|пожалуйста|плиз|плз|будьте (?:добры|любезны)',
  'заранее (?:спасибо|благодар(?:ю|ен|на))|(?:большое )?спасибо(?: большое)?|извините|простите|прошу прощения',
  'это самое|короче(?: говоря)?|как бы|в общем(?:-то)?|так сказать|слушайте|блин|э+|м+',
  // English.
  'hello|hi|hey|dear (?:sir|madam|sirs|team|all|support)|good (?:morning|afternoon|evening|day)|hi there|hello there',
  'please|pls|plz|kindly|thanks(?: a lot| so much| in advance)?|thank you(?: very much| so much)?|sorry to bother(?: you)?|excuse me',
  'you know|i mean|um+|uh+',
];
const COURTESY = new RegExp(`(?<![\\p{L}\\p{N}'’-])(?:${courtesies.join('|')})(?![\\p{L}\\p{N}'’-])[,.!:]*`, 'giu');

/** A message without what is only polite or fills a pause; as it is when nothing else is in it. */
export function withoutCourtesy(text: string): string {
  const plain = text
    .replaceAll('ё', 'е')
    .replaceAll('Ё', 'Е')
    .replace(COURTESY, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s,.!:–—-]+/u, '')
    .trim();
  return /\p{L}{2}/u.test(plain) ? plain : text;
}

import { passagesFrom, sentencesOf } from '#search/passages.ts';
import type { SearchDocument } from '#search/index.ts';
import { shippedDocuments } from '../tests/evals/search-set.ts';

/** Paragraphs of a made article: as long as the shipped ones. */
const PARAGRAPHS = 9;
/** Of how many of them an article speaks about its subject; the others come from anywhere. */
const OWN = 6;
const SYLLABLES = {
  ru: ['ва', 'бо', 'ри', 'ста', 'ле', 'мин', 'тор', 'ка', 'ду', 'гель', 'но', 'фра', 'зи', 'пал', 'сем', 'юр'],
  en: ['va', 'bo', 'ri', 'sta', 'le', 'min', 'tor', 'ka', 'du', 'gel', 'no', 'fra', 'zi', 'pal', 'sem', 'yor'],
};

/** The same numbers every time (Numerical Recipes, "quick and dirty" generator). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * As many articles as asked for, half Russian, half English, made of the sentences of the shipped ones: each has the title of one
 * with the name of a product that no other has, its questions, most of its paragraphs and some of others. Equal in every run.
 */
export async function makeArticles(count: number): Promise<SearchDocument[]> {
  const shipped = await shippedDocuments();
  const random = randomFrom(20_261_128);
  const sources = (['ru', 'en'] as const).map((locale) => {
    const own = shipped.filter((document) => document.locale === locale);
    const paragraphs = own.map(({ body }) => passagesFrom(sentencesOf(body)).map(({ text }) => text));
    return { locale, own, paragraphs, all: paragraphs.flat() };
  });
  return Array.from({ length: count }, (_, i) => {
    const source = sources[i % 2];
    const place = random(source?.own.length ?? 0);
    const model = source?.own[place];
    if (!source || !model) throw new Error('there are no shipped articles');
    const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
    const syllables = SYLLABLES[source.locale];
    const name = Array.from({ length: 3 }, () => pick(syllables)).join('');
    const product = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)} ${100 + random(900)}`;
    const body = Array.from({ length: PARAGRAPHS }, (_, n) =>
      pick(n < OWN ? (source.paragraphs[place] ?? source.all) : source.all),
    );
    return {
      ...model,
      id: `made-${i}:${source.locale}`,
      key: `made-${i}`,
      title: `${model.title} · ${product}`,
      body: [`${product}.`, ...body].join('\n'),
    };
  });
}

import type { Suggestions } from '#components/help-center/suggestion.ts';
import { wordsFor } from '#content/words.ts';
import { helpParams, suggest, suggestionsQuery } from '#server/help-center/index.ts';
import { endpoint, json, readerMark } from '#server/http/index.ts';

/** What a search field offers while one types. */
export const GET = endpoint({
  who: 'anyone',
  params: helpParams,
  input: suggestionsQuery,
  async handle({ ctx, params: { locale }, input, context }) {
    const found = await suggest(ctx, { query: input.q, locale, limit: 7, mark: readerMark(context) });
    const answer: Suggestions = {
      items: found.map(({ title, category, href, locale: lang }) => {
        return { title, category, href, lang: lang === locale ? null : lang };
      }),
      status: wordsFor(locale)('help.suggestions.count', { count: found.length }),
    };
    return json(answer, 200, { 'cache-control': 'private, max-age=60' });
  },
});

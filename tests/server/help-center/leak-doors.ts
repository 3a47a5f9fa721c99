import { knowledgeOf } from '#server/assistant/knowledge-store.ts';
import { understandIn, type Situation } from '#server/assistant/situation.ts';
import type { Ctx } from '#server/context.ts';
import { postMessage, startConversation, listMessages } from '#server/conversations/index.ts';
import {
  getArticle,
  getArticleFile,
  getArticleMarkdown,
  getHelpCenter,
  getPublicEdition,
  getVote,
  listArticles,
  listChangedArticles,
  listPopularArticles,
  listPopularQueries,
  listPublicAddresses,
  searchHelp,
  suggest,
  voteOnArticle,
} from '#server/help-center/index.ts';
import { isStaff } from '#server/identity/index.ts';
import { must } from '../assistant/story.ts';
import type { LeakWorld, Secret } from './leak-world.ts';

/** What leaves through a door for a reader who looks for an article, or null where this reader has no such door. */
type Door = (ctx: Ctx, secret: Secret, world: LeakWorld) => Promise<unknown>;

const locale = 'ru' as const;
const beside = ({ key }: Secret) => `beside-${key}`;
/** Two letters changed places, which is corrected. */
const mistyped = ({ query }: Secret) => query.slice(0, 3) + (query[4] ?? '') + (query[3] ?? '') + query.slice(5);
/** Says the mark where it says that there is anything. */
const counted = (count: number, { mark }: Secret) => (count > 0 ? mark : '');

/** Asks the assistant and gives what it said and offered. */
async function ask(ctx: Ctx, texts: readonly string[], { events, system }: LeakWorld): Promise<unknown> {
  if (ctx.viewer.kind === 'user' && isStaff(ctx.viewer)) return null;
  const [first = '', ...more] = texts;
  const begun = { locale, clientId: ctx.ids.next(), text: first };
  const { conversationId } = must(await startConversation(ctx, begun));
  await events.settled();
  for (const text of more) {
    must(await postMessage(ctx, { conversationId, clientId: ctx.ids.next(), text }));
    await events.settled();
  }
  const said = await listMessages(system, conversationId);
  return said.filter(({ author }) => author === 'assistant').map(({ body, extras }) => [body, extras]);
}

export const doors: Record<string, Door> = {
  'the page': (ctx, { key }) => getArticle(ctx, { key, locale }),
  'the page in the other language': (ctx, { key }) => getArticle(ctx, { key, locale: 'en' }),
  'the list of its topic': (ctx, { category: categoryId }) => listArticles(ctx, { locale, categoryId }),
  'the whole help center': (ctx) => getHelpCenter(ctx, locale),
  'the count of its topic': async (ctx, secret) => {
    const topic = (await getHelpCenter(ctx, locale)).find(({ id }) => id === secret.category);
    return counted((topic?.articles.length ?? 0) + (topic?.elsewhere.length ?? 0) - 1, secret);
  },
  'what is asked most often': (ctx) => listPopularArticles(ctx, locale, 100),
  'popular questions': async (ctx, secret) => {
    // Which of its questions it is depends on what was searched for.
    const isOfSecret = (question: string) => [secret.query, secret.mark].some((word) => question.includes(word));
    return counted((await listPopularQueries(ctx, locale, 1_000)).filter(isOfSecret).length, secret);
  },
  search: (ctx, { query }) => searchHelp(ctx, { query, locale }),
  'search, exactly': (ctx, { query }) => searchHelp(ctx, { query, locale, exact: true }),
  'search by meaning, and what is nearest': (ctx, { mark }) =>
    searchHelp(ctx, { query: `внутренний порядок ${mark}`, locale }),
  'search within its topic': (ctx, { query, category }) => searchHelp(ctx, { query, locale, category }),
  'the count of its topic among results': async (ctx, secret) => {
    const { categories } = await searchHelp(ctx, { query: secret.query, locale });
    return counted(categories.find(({ id }) => id === secret.category)?.count ?? 0, secret);
  },
  'showing results for': async (ctx, secret) => {
    const found = await searchHelp(ctx, { query: mistyped(secret), locale });
    const meant = `${found.showingResultsFor ?? ''} ${found.probablyMeant ?? ''}`;
    return counted(meant.includes(secret.query) ? 1 : 0, secret);
  },
  suggestions: (ctx, { query }) => suggest(ctx, { query: query.slice(0, 5), locale }),
  'what stands beside it, and links to it': (ctx, secret) => getArticle(ctx, { key: beside(secret), locale }),
  'its pictures': async (ctx, secret, { pictures }) =>
    counted((await getArticleFile(ctx, pictures[secret.key] ?? '')) ? 1 : 0, secret),
  'its vote': async (ctx, secret) => {
    const { key, mark } = secret;
    const voted = await voteOnArticle(ctx, { key, locale, vote: 'yes' });
    return voted.ok && (await getVote(ctx, { key, locale })) ? mark : '';
  },
  'the assistant, asked for it': (ctx, { query, mark }, world) => ask(ctx, [`что такое ${query} ${mark}`], world),
  'the assistant, asked again and again': (ctx, { query }, world) => ask(ctx, [query, `${query}?`, query], world),
  'what the assistant takes it for': async (ctx, { query, mark }) => {
    const situation = { ctx, knowledge: await knowledgeOf(ctx) } as Situation;
    return (await understandIn(situation, `${query} ${mark}`)).candidates.slice(0, 1);
  },
};

/** Words of what is for some only are offered as corrections to our people alone (search/audience.ts, `spreads`). */
export const forStaffAtMost = ['showing results for'];

/** Doors that are the same for everybody: nothing that is not for everyone stands behind them, whoever asks. */
export const publicDoors: Record<string, Door> = {
  'what is passed on': async (ctx) => {
    const { links, read } = await getPublicEdition(ctx, locale);
    return [links, await Array.fromAsync(read())];
  },
  'the feed': (ctx) => listChangedArticles(ctx, { locale, limit: 1_000 }),
  'its Markdown': async (ctx, { key }) => {
    const article = await getArticleMarkdown(ctx, { key, locale });
    return article && `/${article.key}"`;
  },
  'the sitemap': async (ctx) => listPublicAddresses(ctx),
};

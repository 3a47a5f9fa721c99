export { readingMinutes, voteReasons, type Article, type VoteReason } from './article.ts';
export { articlePublished } from './article.events.ts';
export { canPublishArticle, canReadArticle } from './article.policy.ts';
export type { ArticleLink, ArticleView, CategoryLink } from './article.presenter.ts';
export {
  listArticles,
  listCategories,
  listPublishedArticles,
  type ArticleHead,
  type Category,
} from './article.queries.ts';
export {
  articleParams,
  categoryParams,
  helpParams,
  searchQuery,
  suggestionsQuery,
  voteForm,
  type PublishArticle,
} from './article.schema.ts';
export {
  getArticle,
  getHelpCenter,
  listPopularArticles,
  listPublicAddresses,
  type CategoryView,
} from './get-article.ts';
export { onArticlePublished } from './on-article-published.ts';
export { publishArticle } from './publish-article.ts';
export { ensureSearchIndex, rebuildSearchIndex } from './search-documents.ts';
export {
  searchHelp,
  suggest,
  type FoundArticle,
  type TextPart,
  type HelpResults,
  type HelpSearch,
} from './search-help.ts';
export { listPopularQueries, pruneSearchLog } from './search-log.ts';
export { seedHelpCenter } from './seed-help-center.ts';
export { getVote, voteOnArticle, type Vote } from './vote-on-article.ts';
export { forgetPerson } from './forget-person.ts';
export { listOwnVotes } from './own-votes.queries.ts';

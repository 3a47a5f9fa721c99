export { readingMinutes, voteReasons, type Article, type VoteReason } from './article.ts';
export { articlePublished } from './article.events.ts';
export { canWriteArticles } from './article.policy.ts';
export { mayRead, type Audience, type Reader } from './audience.ts';
export { readerOf } from './reader.queries.ts';
export type { ArticleLink, ArticleView, CategoryLink } from './article.presenter.ts';
export { listArticles, listPublishedArticles, type ArticleHead } from './article.queries.ts';
export {
  articleKey,
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
export { headingsIn, sectionText } from './section-text.ts';
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
export { answerDemand, demandForm, dismissDemand, writeForDemand, type DemandAddress } from './answer-demand.ts';
export {
  countPeople,
  demandFilters,
  demandPeriods,
  getDemand,
  getDemandGroup,
  type AskedQuery,
  type Demand,
  type DemandFilter,
  type DemandGroup,
} from './demand.queries.ts';
export { articleFiguresTable } from './article-figures-csv.ts';
export {
  deflectionOf,
  figureSorts,
  getArticleFigures,
  listArticleFigures,
  type ArticleFigures,
  type FigureSort,
} from './article-figures.queries.ts';
export {
  getArticleFeedback,
  listFeedback,
  type ArticleFeedback,
  type DoubtedHead,
  type Remark,
} from './feedback.queries.ts';
export { proposalForm, proposalOf, proposeArticle, type Exchange, type Proposal } from './propose-article.ts';
export { canSeeDemand } from './demand.policy.ts';
export { flushJournal } from './journal.ts';
export { noteConversation, noteReading } from './note-reading.ts';
export { listPopularQueries, noteSearch, pruneSearchLog } from './search-log.ts';
export { seedHelpCenter } from './seed-help-center.ts';
export { getVote, voteOnArticle, type Vote } from './vote-on-article.ts';
export { forgetPerson } from './forget-person.ts';
export { listOwnVotes } from './own-votes.queries.ts';
export { archiveArticle, expireArticles, unarchiveArticle } from './archive-article.ts';
export { listActivity, topicActivity, type ActivityKind, type NotedActivity } from './article-activity.ts';
export { articleDoubted, articleReturned, articleSubmitted } from './article.events.ts';
export { compareContents, type Difference } from './compare.ts';
export { compareTexts, type DiffLine } from '../platform/compare-texts.ts';
export { createArticle, startTranslation } from './create-article.ts';
export { mergeContents, type Conflict, type Merged } from './merge.ts';
export { publishDueRevisions, publishRevision } from './publish-revision.ts';
export { restoreRevision } from './restore-revision.ts';
export { discardRevision, returnRevision, submitRevision } from './review-revision.ts';
export { getRevision, listRevisions, namesOfWriters } from './revision.queries.ts';
export { isOutdated, type ArticleAddress, type Content, type Revision, type RevisionState } from './revision.ts';
export { saveRevision, startRevision, type Collision, type SaveResult } from './save-revision.ts';
export { changeArticleSettings } from './change-article-settings.ts';
export { settingNames, type ArticleSettings, type SettingName } from './article-settings.ts';
export {
  getArticleSettings,
  listArticleChoices,
  listArticleOwners,
  listArticleSegments,
  listTags,
  type ArticleChoice,
  type EditedSettings,
} from './article-settings.queries.ts';
export { settingsForm, type SettingsForm } from './article-settings.schema.ts';
export { audiences, type AudienceKind } from './audience.ts';
export {
  assistantChoices,
  canSetFeedback,
  feedbackSettingsForm,
  getFeedbackSettings,
  setFeedbackSettings,
  type FeedbackSettings,
} from './feedback-settings.ts';
export { forgetVoteNetworks } from './forget-networks.ts';
export { getDoubtedArticle, getReviewedArticle, type DoubtedArticle } from './told-article.queries.ts';
export { helpfulScore, wilsonLowerBound, type Said, type Score } from './helpful-score.ts';
export { remindOfVerification, verifyArticle, verifyForm } from './verify-article.ts';
export { listCategories, listEditedCategories, type Category, type EditedCategory } from './category.queries.ts';
export { categoryForm, categoryMoveForm, newCategoryForm, type CategoryForm } from './category.schema.ts';
export { possibleParents } from './category-tree.ts';
export { articleFilePath, markdownOf, type ArticleFile } from './article-file.ts';
export { getArticleFile, listArticleFiles } from './article-files.queries.ts';
export { attachFile, detachFile } from './attach-file.ts';
export { exportArticles, type Exported } from './export-articles.ts';
export { importArticles, type Imported } from './import-articles.ts';
export { getBlock, listBlocks, type Block, type BlockText } from './block.queries.ts';
export { blockForm, newBlockForm } from './block.schema.ts';
export { deleteBlock, saveBlock, type NewBlockText } from './save-block.ts';
export { changeCategory, createCategory, deleteCategory, moveCategory } from './save-category.ts';
export { canDecideReviews } from './article.policy.ts';
export {
  articleFilters,
  type ArticleFilter,
  type ArticleList,
  type ListedArticle,
  type ListedVersion,
} from './article-list.ts';
export { listArticlesToWrite } from './article-list.queries.ts';
export { getArticleToWrite, type ArticleToWrite } from './get-article-to-write.ts';
export { renderDraft } from './render-draft.ts';
export {
  actForm,
  articleListQuery,
  autosaveInput,
  historyQuery,
  newArticleForm,
  restoreForm,
  writingForm,
  writingParams,
} from './writing.schema.ts';
export { getArticleMarkdown, markdownPath, type MarkdownArticle } from './article-markdown.ts';
export {
  asAnyone,
  getPublicEdition,
  listChangedArticles,
  type PublicArticle,
  type PublicEdition,
} from './public-articles.ts';

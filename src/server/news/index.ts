export { createFeed, getFeed, openFeed, revokeFeed } from './feed.ts';
export { markAllNewsRead, markNewsRead } from './mark-read.ts';
export { audiences, postStates, stateOf, type Audience, type PostState } from './news.ts';
export { newsPublished, newsWithdrawn } from './news.events.ts';
export { canWriteNews } from './news.policy.ts';
export type { NewsPost, NewsSummary } from './news.presenter.ts';
export {
  countUnreadNews,
  getNewsPost,
  listNews,
  listNewsSince,
  listUnreadNews,
  type NewsList,
} from './news.queries.ts';
export { customersOfPost } from './notices.queries.ts';
export { newsId, pickedName, postForm, type NewPost, type PostForm } from './news.schema.ts';
export {
  getPost,
  listNewsSegments,
  listPosts,
  type EditedPost,
  type PostFilter,
  type PostList,
  type WrittenPost,
} from './post-list.queries.ts';
export { previewPost } from './preview-post.ts';
export { announceNews, publishPost, withdrawPost } from './publish-post.ts';
export { createPost, editPost } from './write-post.ts';
export { forgetPerson } from './forget-person.ts';

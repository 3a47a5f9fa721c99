import { isStaff, type Role, type Viewer } from '../identity/index.ts';
import type { ArticleStatus } from './article.ts';
import { mayRead, type Audience, type Reader } from './audience.ts';

/**
 * What is published is read by those it is for. Whoever writes sees the rest in the editor: a page of the help center shows our
 * people what it shows readers, or they would send links that lead nowhere.
 */
export const canReadArticle = (reader: Reader, article: Audience & { status: ArticleStatus }): boolean =>
  article.status === 'published' && mayRead(reader, article);

/** Editors write; so do those above them, and the application when it seeds. */
export const canWriteArticles = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (isStaff(viewer) && viewer.role !== 'agent');

/** Who may answer for an article's being true: whoever may write it. */
export const canOwnArticles = ({ role }: { role: Role }): boolean => role !== 'customer' && role !== 'agent';

/** Where a topic asks for it, nobody publishes what nobody else has read: neither whoever wrote it nor whoever handed it in. */
export const canPublishRevision = (
  viewer: Viewer,
  revision: { state: string; authorId: string | null; submittedBy: string | null },
  category: { reviewed: boolean },
): boolean =>
  canWriteArticles(viewer) &&
  (!category.reviewed ||
    viewer.kind === 'system' ||
    (revision.state === 'in_review' &&
      viewer.kind === 'user' &&
      viewer.userId !== revision.authorId &&
      viewer.userId !== revision.submittedBy));

/** Whether a topic's texts are reviewed is decided above those whose texts they are. */
export const canDecideReviews = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (viewer.kind === 'user' && (viewer.role === 'supervisor' || viewer.role === 'admin'));

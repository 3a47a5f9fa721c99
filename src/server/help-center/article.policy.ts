import { isStaff, type Viewer } from '../identity/index.ts';
import type { ArticleStatus } from './article.ts';

/** Everyone reads what is published; who writes or answers sees the rest as well. */
export const canReadArticle = (viewer: Viewer, status: ArticleStatus): boolean =>
  status === 'published' || viewer.kind === 'system' || isStaff(viewer);

/** Editors publish; so do those above them, and the application when it seeds. */
export const canPublishArticle = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (isStaff(viewer) && viewer.role !== 'agent');

import type { Locale } from '#content/locales.ts';

/** draft → in review → (scheduled →) published; a published text never changes again. */
export const revisionStates = ['draft', 'in_review', 'scheduled', 'published'] as const;
export type RevisionState = (typeof revisionStates)[number];

/** What is written of an article in one language. */
export interface Content {
  title: string;
  summary: string;
  /** What customers ask, in their own words. */
  questions: string[];
  /** Markdown. */
  body: string;
}

/** A text of an article, worked on or published. */
export interface Revision extends Content {
  id: string;
  articleId: string;
  /** Counted from one within the article. */
  number: number;
  state: RevisionState;
  reason: string | null;
  restoredFrom: number | null;
  authorId: string | null;
  savedBy: string | null;
  savedAt: Date;
  /** Grows with every save. */
  version: number;
  reviewerId: string | null;
  reviewedAt: Date | null;
  reviewNote: string | null;
  publishAt: Date | null;
  publishedBy: string | null;
  publishedAt: Date | null;
  createdAt: Date;
}

/** Which article, in which language. */
export interface ArticleAddress {
  key: string;
  locale: Locale;
}

export const contentOf = ({ title, summary, questions, body }: Content): Content => ({
  title,
  summary,
  questions,
  body,
});

export const sameContent = (a: Content, b: Content): boolean =>
  JSON.stringify(contentOf(a)) === JSON.stringify(contentOf(b));

/**
 * What a save does to the state: whoever reviews may mend a word and go on; the author's change, and any change of what was
 * already decided, has to be read again.
 */
export const stateAfterSave = (
  { state, authorId }: Pick<Revision, 'state' | 'authorId'>,
  savedBy: string | null,
): RevisionState => (state === 'in_review' && savedBy !== authorId ? 'in_review' : 'draft');

/** A translation is behind when its source was published again since. */
export const isOutdated = (
  translation: { sourceRevision: number | null; revision: number },
  source: { revision: number } | null,
): boolean =>
  source !== null && translation.sourceRevision !== null && translation.revision > 0
    ? source.revision > translation.sourceRevision
    : false;

import type { Locale } from '#content/locales.ts';

/** draft → in review → (scheduled →) published, or discarded on the way; a published or discarded text never changes again. */
export const revisionStates = ['draft', 'in_review', 'scheduled', 'published', 'discarded'] as const;
/** An article has one text at most that is being worked on. */
export const workingStates = ['draft', 'in_review', 'scheduled'] as const satisfies RevisionState[];
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
  /** A translation: the revision of the original that it says the same as; null where nobody said so. */
  sourceRevision: number | null;
  authorId: string | null;
  /** Who asked for it to be read. */
  submittedBy: string | null;
  savedBy: string | null;
  savedAt: Date;
  /** Grows with every save of the article, from one text to the next: no two saves of an article have the same one. */
  version: number;
  reviewerId: string | null;
  reviewedAt: Date | null;
  reviewNote: string | null;
  publishAt: Date | null;
  publishedBy: string | null;
  publishedAt: Date | null;
  createdAt: Date;
  /** Who did it elsewhere and has no account here, by what they did: each counts where the account beside it is null. */
  absent: Partial<Record<'author' | 'savedBy' | 'submittedBy' | 'reviewer' | 'publishedBy', string>>;
}

/** Ids of everybody who had to do with a text, by what they did: of their account here, or of what is kept of them. */
export const writersIn = ({ authorId, savedBy, submittedBy, reviewerId, publishedBy, absent }: Revision) => ({
  author: authorId ?? absent.author ?? null,
  savedBy: savedBy ?? absent.savedBy ?? null,
  submittedBy: submittedBy ?? absent.submittedBy ?? null,
  reviewer: reviewerId ?? absent.reviewer ?? null,
  publishedBy: publishedBy ?? absent.publishedBy ?? null,
});

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
): 'draft' | 'in_review' => (state === 'in_review' && savedBy !== authorId ? 'in_review' : 'draft');

/**
 * Whether a text follows its original, as its editor says beside it: the revision of the original it says the same as, or that it
 * does not follow the newest. Undefined where nobody was asked.
 */
export type Follows = number | false | undefined;

/** The revision of the original a text says the same as, once its editor has said something about it. */
export function sourceAfter(
  said: { sourceRevision: number | null },
  shown: { sourceRevision: number | null },
  follows: Follows,
): number | null {
  if (follows === undefined) return said.sourceRevision;
  if (follows !== false) return follows;
  // What was said is taken back; that a restored text is older than the shown one stays true.
  return (said.sourceRevision ?? 0) > (shown.sourceRevision ?? 0) ? null : said.sourceRevision;
}

/** A translation is behind when its source was published again since. */
export const isOutdated = (
  translation: { sourceRevision: number | null; revision: number },
  source: { revision: number } | null,
): boolean =>
  source !== null && translation.sourceRevision !== null && translation.revision > 0
    ? source.revision > translation.sourceRevision
    : false;

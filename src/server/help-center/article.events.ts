import { defineEvent } from '../platform/events.ts';

/** An article appeared or changed for readers, or is gone for them. */
export const articlePublished = defineEvent<{ articleId: string }>('article.published');
/** Another editor is asked to read a text. */
export const articleSubmitted = defineEvent<{ articleId: string; number: number; byUserId: string | null }>(
  'article.submitted',
);
/** A text came back to its author. */
export const articleReturned = defineEvent<{ articleId: string; authorId: string | null; byUserId: string | null }>(
  'article.returned',
);
/** Whoever answers for an article has to check it: it was not verified for too long, or readers say that it does not help. */
export const articleDoubted = defineEvent<{ articleId: string; why: 'not_verified' | 'not_helpful' }>(
  'article.doubted',
);

import { defineEvent } from '../platform/events.ts';

/** An article appeared or changed for readers. */
export const articlePublished = defineEvent<{ articleId: string }>('article.published');

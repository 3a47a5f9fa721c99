import { defineEvent } from '../platform/events.ts';

/** A post has become visible: at once or when its time came. Once per post. `byUserId` is null when the clock did it. */
export const newsPublished = defineEvent<{ postId: string; byUserId: string | null }>('news.published');
export const newsWithdrawn = defineEvent<{ postId: string; byUserId: string | null }>('news.withdrawn');

import type { IconName } from '../ui/icon-name.ts';
import icons from '../ui/icons.json' with { type: 'json' };

/** Icons of topics are content: one that is not drawn here falls back to a book. */
export const iconOf = (name: string): IconName => (Object.hasOwn(icons, name) ? (name as IconName) : 'book-open');

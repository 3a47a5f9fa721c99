import type icons from './icons.json';

/** An icon that scripts/icons.ts has copied from Lucide. */
export type IconName = keyof typeof icons;
/** How things stand. A tone is never shown alone: a word and an icon go with it. */
export type Tone = 'positive' | 'warning' | 'danger' | 'info' | 'neutral';

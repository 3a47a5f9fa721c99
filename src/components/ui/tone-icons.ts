import type { IconName, Tone } from './icon-name.ts';

/** The sign that goes with a tone where nothing more telling is at hand. */
export const toneIcons: Record<Tone, IconName> = {
  positive: 'circle-check',
  warning: 'triangle-alert',
  danger: 'circle-alert',
  info: 'info',
  neutral: 'info',
};

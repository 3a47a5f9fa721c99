/** Names under which the fonts are registered. */
export const REGULAR = 'regular';
export const BOLD = 'bold';
/** Points, 72 to the inch; 20 mm on the left, where papers are filed. */
export const MARGIN = { top: 48, right: 42, bottom: 56, left: 56 };
export const TEXT = '#1c211f';
export const MUTED = '#575d58';
export const LINE = '#dcd9d0';

/** Control characters have no shape; line breaks stay. */
export const printable = (text: string): string => text.normalize('NFC').replaceAll(/[^\P{Cc}\n]/gu, ' ');

/** `{{order.expectedOn | weekday}}`: a name and, after a bar, how to say it. */
export interface Slot {
  path: string;
  style: string | null;
}

const slotPattern = /\{\{([^{}]*)\}\}/g;
// A slash stands only in names of scenarios that were put into others (link-scenario.ts).
const insidePattern = /^\s*([A-Za-z][A-Za-z0-9/]*(?:\.[A-Za-z][A-Za-z0-9]*)?)\s*(?:\|\s*([^|]+?)\s*)?$/;

/** The values a text names, in order; null for one that is not written as `{{name}}` or `{{name | style}}`. */
export const slotsOf = (text: string): { raw: string; slot: Slot | null }[] =>
  [...text.matchAll(slotPattern)].map(([raw, inside = '']) => ({ raw, slot: parseSlot(inside) }));

/** Fills a text. What `say` gives for a name is put in as it is: messages are plain text. */
export const fill = (text: string, say: (slot: Slot) => string): string =>
  text.replace(slotPattern, (raw, inside: string) => {
    const slot = parseSlot(inside);
    return slot ? say(slot) : raw;
  });

/** The text with other names in it; how they are said stays. */
export const renamePaths = (text: string, rename: (path: string) => string): string =>
  text.replace(slotPattern, (raw, inside: string) => {
    const slot = parseSlot(inside);
    return slot ? `{{${rename(slot.path)}${slot.style === null ? '' : ` | ${slot.style}`}}}` : raw;
  });

function parseSlot(inside: string): Slot | null {
  const [, path, style] = insidePattern.exec(inside) ?? [];
  return path ? { path, style: style ?? null } : null;
}

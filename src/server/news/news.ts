export const audiences = ['everyone', 'segment', 'customers'] as const;
export type Audience = (typeof audiences)[number];
export const postStates = ['draft', 'scheduled', 'published', 'expired'] as const;
export type PostState = (typeof postStates)[number];

interface Times {
  publishAt: Date | null;
  expiresAt: Date | null;
}

/** Where a post stands at an instant; never stored. */
export function stateOf({ publishAt, expiresAt }: Times, now: Date): PostState {
  if (publishAt === null) return 'draft';
  if (expiresAt !== null && expiresAt <= now) return 'expired';
  return publishAt > now ? 'scheduled' : 'published';
}

const EXCERPT = 220;

/** The beginning of a text for lists: whole words, at most about 220 characters. */
export function excerptOf(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= EXCERPT) return line;
  const cut = line.slice(0, EXCERPT);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), EXCERPT / 2)).replace(/[\s,.;:—–-]+$/u, '')}…`;
}

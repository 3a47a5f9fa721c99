/** Ties a field to its error and its hint. The error comes first: it is what the person came back for. */
export function describedBy(id: string, error: string | undefined, hint: string | undefined): string | undefined {
  const parts = [error === undefined ? '' : `${id}-error`, hint === undefined ? '' : `${id}-hint`].filter(Boolean);
  return parts.length === 0 ? undefined : parts.join(' ');
}

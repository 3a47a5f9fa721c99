/**
 * Replaces every `data-part` of the page by the one of the same name in freshly drawn HTML. A part that says in which
 * `data-mode` it is stays as long as that is the same: somebody may be typing in it.
 */
export function mergeParts(fresh: ParentNode): void {
  for (const part of fresh.querySelectorAll<HTMLElement>('[data-part]')) {
    const old = document.querySelector<HTMLElement>(`[data-part="${part.dataset['part'] ?? ''}"]`);
    if (!old || old.outerHTML === part.outerHTML) continue;
    const { mode } = part.dataset;
    if (mode === undefined || mode !== old.dataset['mode']) replacePart(old, document.importNode(part, true));
  }
}

/** The reader stays where they were: scrolled as far, on the same link. */
function replacePart(old: HTMLElement, part: HTMLElement): void {
  const { scrollTop } = old;
  const focused = old.contains(document.activeElement) ? document.activeElement?.getAttribute('href') : null;
  old.replaceWith(part);
  part.scrollTop = scrollTop;
  if (focused) part.querySelector<HTMLElement>(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

/** Adds lines the log does not have yet, in order, before what always stays last. Gives those it added. */
export function mergeLines(log: HTMLElement, fresh: ParentNode, identities: readonly string[]): HTMLElement[] {
  const tail = log.querySelector(':scope > [data-tail]');
  const added: HTMLElement[] = [];
  for (const line of fresh.querySelectorAll<HTMLElement>(identities.map((name) => `[data-${name}]`).join())) {
    const known = identities.some((name) => {
      const value = line.dataset[name];
      return value !== undefined && log.querySelector(`[data-${name}="${CSS.escape(value)}"]`) !== null;
    });
    if (known) continue;
    const copy = document.importNode(line, true);
    log.insertBefore(copy, tail);
    added.push(copy);
  }
  return added;
}

/** HTML drawn by the server with the same components as the page; null when it could not be had. */
export async function fetchFragment(address: string): Promise<Document | null> {
  try {
    const response = await fetch(address, { headers: { accept: 'text/html' } });
    // Signed out, or no longer ours: the page itself says what to do.
    if (response.status === 404 || response.redirected) location.reload();
    return response.ok ? new DOMParser().parseFromString(await response.text(), 'text/html') : null;
  } catch {
    return null;
  }
}

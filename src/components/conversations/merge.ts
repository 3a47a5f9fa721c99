/** Replaces every `data-part` of the page by the one of the same name in freshly drawn HTML. */
export function mergeParts(fresh: ParentNode): void {
  for (const part of fresh.querySelectorAll<HTMLElement>('[data-part]')) {
    const old = document.querySelector(`[data-part="${part.dataset['part'] ?? ''}"]`);
    if (old && old.outerHTML !== part.outerHTML) old.replaceWith(document.importNode(part, true));
  }
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

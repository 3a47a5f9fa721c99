import { announce } from '../ui/announce.ts';

/** A press on the anchor of a heading also puts the whole address on the clipboard and says so. The link itself still works. */
export function copyAnchors(): void {
  document.addEventListener('click', (event) => {
    const anchor = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('.prose a.anchor') : null;
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const said = anchor.closest<HTMLElement>('.prose')?.dataset['anchorCopied'] ?? '';
    // Only pages that came over a safe line may write to the clipboard.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    void clipboard?.writeText(anchor.href).then(
      () => announce(said),
      () => undefined,
    );
  });
}

import { announce } from './announce.ts';

/** Buttons with `data-copy` put that text on the clipboard and say so. */
export function copying(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-copy]') : null;
    if (!button) return;
    void navigator.clipboard.writeText(button.dataset['copy'] ?? '').then(() => {
      announce(button.dataset['done'] ?? '');
    });
  });
}

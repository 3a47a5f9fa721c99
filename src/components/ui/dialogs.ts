/** Opens dialogs from elements with `data-opens`, closes them from `data-closes` and by pressing outside. */
export function dialogs(): void {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return;
    const opener = event.target.closest<HTMLElement>('[data-opens]');
    const dialog = opener && document.getElementById(opener.dataset['opens'] ?? '');
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      dialog.showModal();
    } else if (event.target.closest('[data-closes]') || event.target instanceof HTMLDialogElement) {
      event.target.closest('dialog')?.close();
    }
  });
}

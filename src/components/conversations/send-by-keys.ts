/** Ctrl+Enter (⌘+Enter) sends the form a field belongs to. */
export function sendByKeys(field: HTMLTextAreaElement): void {
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      field.form?.requestSubmit(field.form.querySelector<HTMLButtonElement>('.btn.primary'));
    }
  });
}

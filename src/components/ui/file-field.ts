/** Files dropped on the field, their names in the page's words, and limits said before anything is sent. */
class FileField extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>('input[type=file]');
    const drop = this.querySelector<HTMLElement>('.drop');
    if (!input || !drop) return;
    this.dataset['ready'] = '';
    input.addEventListener('change', () => {
      this.#show(input);
    });
    for (const name of ['dragover', 'dragenter', 'dragleave', 'drop'] as const) {
      drop.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.toggle('over', name === 'dragover' || name === 'dragenter');
      });
    }
    drop.addEventListener('drop', (event) => {
      const files = event.dataTransfer?.files;
      if (!files || files.length === 0) return;
      input.files = files;
      this.#show(input);
    });
    this.#show(input);
  }

  #show(input: HTMLInputElement): void {
    const files = [...(input.files ?? [])];
    const chosen = this.querySelector('.chosen');
    if (chosen) chosen.textContent = files.map((file) => file.name).join(', ');
    const tooLarge = files.some((file) => file.size > Number(this.dataset['size']));
    const tooMany = files.length > Number(this.dataset['files']);
    const problem = tooLarge ? this.dataset['tooLarge'] : tooMany ? this.dataset['tooMany'] : '';
    input.setCustomValidity(problem ?? '');
    if (problem) input.reportValidity();
  }
}

customElements.define('file-field', FileField);

/** Whether a form holds other text than the server sent: typed before the script ran, or put back by the browser. */
export function isTypedIn(form: HTMLFormElement): boolean {
  return [...form.elements].some(
    (field) =>
      (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) && field.value !== field.defaultValue,
  );
}

/** A resolution without a topic is not sent: the reason is said beside the topics, where they are asked for. */
export function requireTopic(): void {
  // Before the handler every page has, which marks a form as sent.
  document.addEventListener(
    'submit',
    (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || form.dataset['topics'] === undefined) return;
      const missing = form.querySelector(':checked') === null;
      sayMissing(form, missing);
      if (!missing) return;
      event.preventDefault();
      form.querySelector<HTMLInputElement>('[name="topics"]')?.focus();
    },
    { capture: true },
  );
  document.addEventListener('change', (event) => {
    const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>('form[data-topics]') : null;
    if (form?.querySelector(':checked')) sayMissing(form, false);
  });
}

function sayMissing(form: HTMLFormElement, missing: boolean): void {
  const error = form.querySelector<HTMLElement>('#topics-error');
  if (error) error.hidden = !missing;
  form
    .querySelector('[role="group"]')
    ?.setAttribute('aria-describedby', missing ? 'topics-hint topics-error' : 'topics-hint');
}

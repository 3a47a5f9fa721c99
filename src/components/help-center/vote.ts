/** Votes without leaving the page: sends the same form and puts the answer's vote section in place of this one. */
export function voteInPlace(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.closest('#vote')) return;
    event.preventDefault();
    void send(form, event.submitter);
  });
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  submitter?.setAttribute('aria-busy', 'true');
  try {
    const fields = [...new FormData(form, submitter)].filter(
      (field): field is [string, string] => typeof field[1] === 'string',
    );
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { accept: 'text/html' },
      body: new URLSearchParams(fields),
    });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.getElementById('vote');
    if (!answer.ok || !fresh) throw new Error(String(answer.status));
    document.getElementById('vote')?.replaceWith(fresh);
    // The pressed button is gone: the reader goes on from the heading, or where the reason is asked.
    (fresh.querySelector<HTMLElement>('input[type="radio"]') ?? fresh.querySelector('h2'))?.focus({
      preventScroll: true,
    });
  } catch {
    // Refused, or no connection: the browser sends the form itself and shows what comes.
    if (submitter instanceof HTMLButtonElement) {
      const field = document.createElement('input');
      Object.assign(field, { type: 'hidden', name: submitter.name, value: submitter.value });
      form.append(field);
    }
    form.submit();
  }
}

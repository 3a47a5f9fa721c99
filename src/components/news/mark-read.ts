/** Opening a post is reading it: the form is sent by itself and goes away. Without script the reader presses it. */
export function markReadByItself(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-mark-read]');
  if (!form) return;
  void fetch(form.action, { method: 'POST', headers: { accept: 'application/json' } })
    .then((answer) => {
      if (answer.ok) form.remove();
    })
    // Not sent: the form stays, to be pressed.
    .catch(() => undefined);
}

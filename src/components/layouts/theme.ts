// Changes the theme without loading the page again. Without script the form is sent and the page comes back changed.
document.addEventListener('submit', (event) => {
  const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>('[data-theme-form]') : null;
  const button = event.submitter;
  if (!form || !(button instanceof HTMLButtonElement)) return;
  event.preventDefault();
  const theme = button.value;
  void fetch(form.action, { method: 'POST', body: new URLSearchParams({ theme, to: '/' }), redirect: 'manual' });
  if (theme === 'system') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset['theme'] = theme;
  for (const other of document.querySelectorAll<HTMLButtonElement>('[data-theme-form] [aria-pressed]')) {
    other.setAttribute('aria-pressed', String(other.value === theme));
  }
  // The button that was pressed may be hidden now; the focus goes to the one that took its place.
  if (!button.checkVisibility()) form.querySelector<HTMLElement>(`button:not([value="${theme}"])`)?.focus();
});

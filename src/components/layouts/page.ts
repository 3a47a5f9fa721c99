/** What every page improves with script. Nothing here is needed to use the page. */
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const visible = (element: HTMLElement): boolean => element.checkVisibility();

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    const menu = document.querySelector<HTMLDetailsElement>('details.menu[open]');
    menu?.removeAttribute('open');
    menu?.querySelector('summary')?.focus();
    return;
  }
  const modified = event.ctrlKey || event.metaKey;
  const toSearch = (modified && !event.altKey && event.code === 'KeyK') || (!modified && event.key === '/');
  // Single keys can be switched off (WCAG 2.1.4); Ctrl+K stays.
  if (!modified && (typing(event.target) || document.body.dataset['shortcuts'] === 'off')) return;
  if (toSearch) {
    const field = [...document.querySelectorAll<HTMLElement>('[data-search]')].find(visible);
    // An open dialog keeps the keyboard.
    if (document.querySelector('dialog[open]')) return;
    // Public pages without a field of their own, as the sign-in page, lead to the one that has it.
    const elsewhere = document.querySelector<HTMLElement>('[data-search-page]')?.dataset['searchPage'];
    if (!field && elsewhere === undefined) return;
    event.preventDefault();
    if (!field) location.assign(elsewhere ?? '/');
    else if (field.matches('a')) field.click();
    else field.focus();
  } else if (event.key === '?' && !document.querySelector('dialog[open]')) {
    (document.getElementById('shortcuts') as HTMLDialogElement | null)?.showModal();
  }
});

document.addEventListener('click', (event) => {
  const inside = event.target instanceof Element ? event.target.closest('details.menu') : null;
  for (const menu of document.querySelectorAll('details.menu[open]')) if (menu !== inside) menu.removeAttribute('open');
});

// A form is sent once: a second press while the answer is on its way does nothing.
document.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !(event.target instanceof HTMLFormElement) || event.target.method !== 'post') return;
  if (event.target.dataset['sent'] !== undefined) {
    event.preventDefault();
    return;
  }
  event.target.dataset['sent'] = '';
  button?.setAttribute('aria-busy', 'true');
});

// Back from the next page: the form may be sent again.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sent]')) {
    delete form.dataset['sent'];
    form.querySelector('[aria-busy]')?.removeAttribute('aria-busy');
  }
});

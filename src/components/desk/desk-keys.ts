const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName));

/** Shows the reply or the note and puts the cursor there. False when this page has no such form. */
export function showComposer(kind: string): boolean {
  const chosen = document.querySelector<HTMLFormElement>(`[data-compose="${CSS.escape(kind)}"]`);
  if (!chosen) return false;
  for (const form of document.querySelectorAll<HTMLFormElement>('[data-compose]')) form.hidden = form !== chosen;
  chosen.closest('details')?.setAttribute('open', '');
  chosen.querySelector('textarea')?.focus();
  return true;
}

/** j and k walk the lists, t takes, r replies, n notes, e resolves. Single keys can be switched off (WCAG 2.1.4). */
export function deskKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.body.dataset['shortcuts'] === 'off' || document.querySelector('dialog[open]')) return;
    // By place on the keyboard: the same keys in the Russian layout.
    const act = { KeyJ: () => walk(1), KeyK: () => walk(-1), KeyR: reply, KeyN: note, KeyE: resolve, KeyT: take }[
      event.code
    ];
    if (act?.()) event.preventDefault();
  });
}

const reply = (): boolean => showComposer('reply');
const note = (): boolean => showComposer('note');

function resolve(): boolean {
  const opener = document.querySelector<HTMLElement>('[data-resolve]');
  opener?.click();
  return opener !== null;
}

function take(): boolean {
  const button = document.querySelector<HTMLElement>('[data-take] button');
  button?.click();
  return button !== null;
}

function walk(step: 1 | -1): boolean {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.queue a')];
  const current = links.findIndex((link) => link.ariaCurrent !== null && link.ariaCurrent !== 'false');
  const next = current === -1 ? links[0] : links[current + step];
  next?.click();
  return next !== undefined;
}

import { mergeParts } from '#components/conversations/merge.ts';
import { autosave } from '#components/ui/autosave.ts';
import { isTypedIn } from '#components/ui/typed-early.ts';
import { beginGutter, showLine } from './gutter.ts';

/** Typing has paused; the check and the drawing follow. */
const QUIET_MS = 400;
/** What Enter presses in the fields of the try-out; elsewhere it saves. */
const ENTERED: Readonly<Record<string, string>> = { tryText: '/say', tryFind: '/find' };

const form = document.querySelector<HTMLFormElement>('form[data-scenario]');
const source = form?.querySelector<HTMLTextAreaElement>('textarea[data-source]');
if (form && source) begin(form, source);

function begin(form: HTMLFormElement, source: HTMLTextAreaElement): void {
  const field = (name: string) => form.querySelector<HTMLInputElement>(`input[name=${name}]`);
  const base = field('base');
  const gutter = beginGutter(source);
  autosave({
    form,
    address: form.dataset['autosave'] ?? '',
    fields: ['source'],
    counter: 'save',
    onSaved: ({ source: saved }) => {
      if (base && saved !== undefined) base.value = saved;
    },
  });

  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  form.addEventListener('input', ({ target }) => {
    // What was put into the text from the form is announced by the form itself.
    if (target === form) return;
    if (target instanceof Element && target.closest('[data-part=try]')) return;
    clearTimeout(timer);
    timer = setTimeout(() => void look(), QUIET_MS);
  });
  form.addEventListener('click', (event) => {
    const { target } = event;
    const press = target instanceof Element ? target.closest<HTMLButtonElement>('button[name=try]') : null;
    if (!press) return;
    event.preventDefault();
    void look(press.value);
  });
  form.addEventListener('keydown', (event) => {
    const { target, key } = event;
    const pressed = target instanceof HTMLInputElement ? ENTERED[target.name] : undefined;
    if (key !== 'Enter' || pressed === undefined) return;
    event.preventDefault();
    void look(pressed);
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-line]') : null;
    if (!link) return;
    event.preventDefault();
    const step = link.getAttribute('href') ?? '';
    const fields = step.startsWith('#step-') ? document.getElementById(step.slice(1))?.closest('details') : null;
    if (fields) fields.open = true;
    showLine(source, Number(link.dataset['line']));
  });
  if (isTypedIn(form)) void look();

  /** Asks the server for everything that follows from the text as it stands, and draws it. */
  async function look(pressed?: string): Promise<void> {
    clearTimeout(timer);
    const turn = ++asked;
    const sent = source.value;
    const body = new FormData(form);
    body.set('act', pressed === undefined ? 'check' : 'try');
    if (pressed !== undefined) body.set('try', pressed);
    const fresh = await drawn(form.dataset['live'] ?? '', body);
    // Somebody typed on meanwhile: the next answer counts.
    if (!fresh || turn !== asked || source.value !== sent) return;
    const text = fresh.querySelector<HTMLTextAreaElement>('textarea[data-fresh]')?.value;
    const shown = fresh.querySelector<HTMLInputElement>('input[name=shown]')?.value;
    const own = field('shown');
    if (own && shown !== undefined) own.value = shown;
    const isChanged = text !== undefined && text !== source.value;
    if (isChanged) source.value = text;
    keepOpen(fresh);
    // Whoever writes in the form goes on there.
    const fields = form.querySelector('[data-part=fields]');
    if (pressed !== undefined || fields?.contains(document.activeElement)) {
      fresh.querySelector('[data-part=fields]')?.remove();
    }
    if (pressed === undefined && form.querySelector('[data-part=try]')?.contains(document.activeElement)) {
      fresh.querySelector('[data-part=try]')?.remove();
    }
    mergeParts(fresh);
    gutter();
    if (isChanged) form.dispatchEvent(new Event('input'));
    if (pressed !== undefined) afterTrying(form, pressed);
  }
}

/** Steps somebody opened stay open. */
function keepOpen(fresh: ParentNode): void {
  for (const details of document.querySelectorAll<HTMLDetailsElement>('details.step-fields')) {
    const next = fresh.querySelector<HTMLDetailsElement>(`#${CSS.escape(details.id)}`);
    if (next) next.open ||= details.open;
  }
}

/** The last words are in sight, and the next can be typed. */
function afterTrying(form: HTMLFormElement, pressed: string): void {
  const log = form.querySelector('.try .log');
  if (log) log.scrollTop = log.scrollHeight;
  const answers = '.try .replies button, .try input[name=tryText], .try button';
  const next = form.querySelector<HTMLElement>(pressed === '/find' ? '.try select[name=tryAs]' : answers);
  next?.focus({ preventScroll: true });
}

async function drawn(address: string, body: FormData): Promise<Document | null> {
  try {
    const response = await fetch(address, { method: 'POST', headers: { accept: 'text/html' }, body });
    return response.ok ? new DOMParser().parseFromString(await response.text(), 'text/html') : null;
  } catch {
    return null;
  }
}

import { announce } from '../ui/announce.ts';
import { keepDraft } from '../conversations/draft.ts';
import { coalesce, follow } from '../conversations/follow.ts';
import { fetchFragment, mergeLines, mergeParts } from '../conversations/merge.ts';
import { noteSeen } from '../conversations/note-seen.ts';
import { paintTicks } from '../conversations/paint-ticks.ts';
import { sendByKeys } from '../conversations/send-by-keys.ts';
import { deskKeys, showComposer } from './desk-keys.ts';
import { requireTopic } from './topics.ts';

/** Live lists and thread, drafts, keys. Everything here also works by plain links and forms. */
export function startDesk(): void {
  const desk = document.querySelector<HTMLElement>('[data-desk]');
  if (!desk) return;
  const id = desk.dataset['desk'] ?? '';
  const query = id === '' ? '' : `?conversation=${id}`;

  const lastSeen = () => Math.max(0, ...sequencesOf(document));
  const seen = id === '' ? () => undefined : noteSeen(`/conversations/${id}/read`, lastSeen);

  const refresh = coalesce(async () => {
    const fresh = await fetchFragment(`/desk/fragment${query}`);
    if (!fresh) return;
    mergeParts(fresh);
    const log = document.querySelector<HTMLElement>('[data-log]');
    if (log && mergeLines(log, fresh, ['day', 'line']).length > 0) nowSeen(log);
    if (log) paintTicks(log);
    seen();
    wireForms(id);
    const { count } = document.querySelector<HTMLElement>('[data-part="queue"]')?.dataset ?? {};
    document.title = document.title
      .replace(/^\(\d+\) /u, '')
      .replace(/^/u, Number(count) > 0 ? `(${count ?? ''}) ` : '');
  });

  // Before the handler every page has, which marks a form as sent.
  document.addEventListener(
    'submit',
    (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || form.dataset['compose'] === undefined) return;
      event.preventDefault();
      void send(form, refresh);
    },
    { capture: true },
  );
  wireForms(id);
  deskKeys();
  requireTopic();

  const offline = document.getElementById('offline');
  follow({
    address: () => `/desk/events${query}`,
    events: ['queue', 'thread'],
    onChange: () => void refresh(),
    onConnection: (connected) => {
      if (offline) offline.hidden = connected;
    },
  });
  document.addEventListener('click', (event) => {
    const tab = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tab]') : null;
    if (tab && showComposer(tab.dataset['tab'] ?? '')) event.preventDefault();
    const words = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-put]') : null;
    if (words && putIntoReply(words.dataset['put'] ?? '')) event.preventDefault();
  });
}

/** Fields of a freshly drawn composer get their draft and keys. */
function wireForms(id: string): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('[data-compose]:not([data-wired])')) {
    form.dataset['wired'] = '';
    const field = form.querySelector('textarea');
    if (!field) continue;
    keepDraft(field, draftKey(id, form), form.dataset['draft']);
    sendByKeys(field);
  }
}

const draftKey = (id: string, form: HTMLFormElement): string => `desk:${id}:${form.dataset['compose'] ?? ''}`;

/** Puts words at the cursor of the reply, where the agent reads them before sending. False when no reply can be written. */
function putIntoReply(words: string): boolean {
  if (!showComposer('reply')) return false;
  const field = document.querySelector<HTMLTextAreaElement>('[data-compose="reply"] textarea');
  if (!field) return false;
  const before = field.value.slice(0, field.selectionStart).trimEnd();
  field.setRangeText(before === '' ? words : `\n\n${words}`, before.length, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}

/** Sends without leaving the page. When refused, the words stay in the field and the reason is said. */
async function send(form: HTMLFormElement, refresh: () => Promise<void>): Promise<void> {
  const field = form.querySelector('textarea');
  const button = form.querySelector<HTMLButtonElement>('.tools .btn');
  if (!field || button?.ariaBusy === 'true') return;
  button?.setAttribute('aria-busy', 'true');
  const text = field.value;
  const refusal = await post(form);
  button?.removeAttribute('aria-busy');
  if (refusal !== null) {
    announce(refusal);
    await refresh();
    return;
  }
  // What was typed while it was on its way stays.
  field.value = field.value === text ? '' : field.value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  const clientId = form.querySelector<HTMLInputElement>('[name="clientId"]');
  if (clientId) clientId.value = crypto.randomUUID();
  await refresh();
  const scroll = document.querySelector('[data-scroll]');
  if (scroll) scroll.scrollTop = 0;
}

/** Null when it was stored, else why not. */
async function post(form: HTMLFormElement): Promise<string | null> {
  try {
    const response = await fetch(form.dataset['send'] ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(Object.fromEntries(new FormData(form))),
    });
    if (response.ok) return null;
    const { error } = (await response.json()) as { error?: { message?: string } };
    return error?.message ?? '';
  } catch {
    return document.getElementById('offline')?.textContent.trim() ?? '';
  }
}

const sequencesOf = (root: ParentNode): number[] =>
  [...root.querySelectorAll<HTMLElement>('[data-sequence]')].map((line) => Number(line.dataset['sequence']));

/** What is on the screen is what a reply answers. */
function nowSeen(log: HTMLElement): void {
  const sequences = sequencesOf(log);
  for (const seen of document.querySelectorAll<HTMLInputElement>('[name="seen"]'))
    seen.value = String(Math.max(...sequences));
}

import type { Outgoing } from './outbox.ts';

/** What a form says: typed words, or the label of the button that was pressed. Null when there is nothing to say. */
export function read(form: HTMLFormElement, submitter: HTMLElement | null): Outgoing | null {
  const data = new FormData(form, submitter);
  const value = (name: string) => {
    const entry = data.get(name);
    return typeof entry === 'string' ? entry.trim() : '';
  };
  const reply = value('reply');
  const text = value('text') || inWords(value('day')) || (reply ? (submitter?.textContent.trim() ?? '') : '');
  if (text === '') return null;
  const composed = form.dataset['composer'] !== undefined;
  const clientId = composed ? crypto.randomUUID() : value('clientId');
  return reply ? { clientId, text, reply } : { clientId, text };
}

/** A day chosen in a calendar as the page says days. */
function inWords(day: string): string {
  if (day === '') return '';
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(day));
}

export async function post(address: string, message: Outgoing): Promise<'sent' | 'later' | { refused: string }> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(message),
    });
    if (response.ok) return 'sent';
    if (response.status === 429 || response.status >= 500) return 'later';
    const { error } = (await response.json()) as { error?: { message?: string } };
    return { refused: error?.message ?? '' };
  } catch {
    return 'later';
  }
}

/** Words that were not sent go back before whatever was typed since; the label of a button does not. */
export function giveBack(field: HTMLTextAreaElement, { text, reply }: Outgoing): void {
  if (reply !== undefined) return;
  field.value = field.value === '' ? text : `${text}\n${field.value}`;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

export function mark(bubble: HTMLElement, state: 'sending' | 'failed'): void {
  bubble.dataset['state'] = state;
  for (const sign of bubble.querySelectorAll<HTMLElement>('[data-when]')) sign.hidden = sign.dataset['when'] !== state;
}

/** What could be pressed, to be read: its numbers may have been written (AssistantMessage.astro). */
function offeredIn(choices: HTMLElement, lang: string): HTMLElement {
  const list = document.createElement('ol');
  list.className = 'offered';
  if (lang !== '') list.lang = lang;
  for (const { textContent } of choices.querySelectorAll('button')) {
    const item = document.createElement('li');
    item.textContent = textContent.trim();
    list.append(item);
  }
  return list;
}

/** A turn that has been answered, or that nobody waits for any more, can no longer be pressed. */
export function retireTurns(log: HTMLElement, scroll: HTMLElement, assistantHolds: boolean): void {
  const said = [...log.querySelectorAll<HTMLElement>('article[data-sequence]')];
  for (const turn of said.filter((each) => each.dataset['live'] !== undefined)) {
    if (assistantHolds && turn === said.at(-1)) continue;
    if (turn.contains(document.activeElement)) scroll.focus({ preventScroll: true });
    delete turn.dataset['live'];
    turn.querySelector('.step')?.classList.add('done');
    const choices = turn.querySelector<HTMLElement>('.replies');
    if (choices) choices.replaceWith(offeredIn(choices, turn.querySelector<HTMLElement>('.said')?.lang ?? ''));
    for (const pressed of turn.querySelectorAll('.answer, .given, .ways, .prefill button, input')) pressed.remove();
    // What is left is what the server would draw: no form, and no empty foot.
    for (const form of turn.querySelectorAll('form')) form.replaceWith(...form.children);
    turn.querySelector('footer:empty')?.remove();
  }
}

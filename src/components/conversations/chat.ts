import { announce } from '../ui/announce.ts';
import { forgetLeftDraft, keepDraft } from './draft.ts';
import { coalesce, follow } from './follow.ts';
import { fetchFragment, mergeLines, mergeParts } from './merge.ts';
import { noteSeen } from './note-seen.ts';
import { openOutbox, storedId, type Outgoing } from './outbox.ts';
import { paintTicks } from './paint-ticks.ts';
import { giveBack, mark, post, read, retireTurns } from './saying.ts';
import { sendByKeys } from './send-by-keys.ts';

const TYPING_MS = 15_000;
const RESEND_MS = 10_000;

/** Live messages, ticks and drafts. The page works without: every form is a plain form, every answer is in the page. */
export function startChat(): void {
  for (const chat of document.querySelectorAll<HTMLElement>('[data-chat]')) {
    if (chat.dataset['chat']) live(chat, chat.dataset['chat']);
    else keepFirstQuestion(chat);
  }
}

function keepFirstQuestion(chat: HTMLElement): void {
  const field = chat.querySelector('textarea');
  if (!field) return;
  const draft = keepDraft(field, 'new', chat.dataset['draft']);
  sendByKeys(field);
  // A question that did not get through is found here again: only the conversation it began forgets it.
  field.form?.addEventListener('submit', () => {
    if (chat.dataset['draft'] === undefined) draft.clear();
    else draft.leave(field.form?.querySelector<HTMLInputElement>('[name="clientId"]')?.value ?? '');
  });
}

function live(chat: HTMLElement, id: string): void {
  const log = find(chat, '[data-log]');
  const scroll = find(chat, '[data-scroll]');
  const typing = find(chat, '[data-typing]');
  const offline = find(chat, '#offline');
  const field = chat.querySelector('textarea');
  const draft = field && keepDraft(field, id, chat.dataset['draft']);
  const outbox = openOutbox(id);
  const hasArrived = (clientId: string) => log.querySelector(`[data-client="${CSS.escape(clientId)}"]`) !== null;
  forgetLeftDraft('new', hasArrived);
  let typingUntil: ReturnType<typeof setTimeout> | undefined;
  let resending: ReturnType<typeof setTimeout> | undefined;

  const last = () => Math.max(0, ...[...log.querySelectorAll<HTMLElement>('[data-sequence]')].map(sequenceOf));
  const seen = noteSeen(chat.dataset['read'] ?? '', last);
  const holder = () => chat.querySelector<HTMLElement>('[data-part="status"]')?.dataset['holder'];
  const showTyping = (shown: boolean) => {
    clearTimeout(typingUntil);
    typing.hidden = !shown;
    if (shown) typingUntil = setTimeout(showTyping, TYPING_MS, false);
  };

  const refresh = coalesce(async () => {
    const fresh = await fetchFragment(`${chat.dataset['fragment'] ?? ''}&after=${String(last())}`);
    if (!fresh) return;
    const atEnd = scroll.scrollTop > -80;
    const added = mergeLines(log, fresh, ['day', 'sequence']);
    mergeParts(fresh);
    paintTicks(log);
    seen();
    for (const line of added) bubbleOf(line.dataset['client'])?.remove();
    if (added.some((line) => line.matches('article:not(.mine)')) || holder() !== 'assistant') showTyping(false);
    retireTurns(log, scroll, holder() === 'assistant');
    if (field) field.placeholder = chat.querySelector<HTMLElement>('[data-placeholder]')?.dataset['placeholder'] ?? '';
    if (added.length > 0 && atEnd) scroll.scrollTop = 0;
  });

  const bubbleOf = (client: string | undefined) =>
    client === undefined ? null : log.querySelector<HTMLElement>(`[data-pending="${CSS.escape(client)}"]`);

  const draw = (message: Outgoing): HTMLElement => {
    const known = bubbleOf(storedId(message));
    if (known) return known;
    const template = document.querySelector<HTMLTemplateElement>('#pending-message');
    const bubble = (template?.content.firstElementChild?.cloneNode(true) ?? document.createElement('p')) as HTMLElement;
    bubble.dataset['pending'] = storedId(message);
    const words = bubble.querySelector('p');
    if (words) words.textContent = message.text;
    bubble.querySelector('[data-retry]')?.addEventListener('click', () => void send(message));
    bubble.querySelector('[data-edit]')?.addEventListener('click', () => {
      outbox.remove(message);
      bubble.remove();
      if (field) giveBack(field, message);
      field?.focus();
    });
    log.insertBefore(bubble, log.querySelector(':scope > [data-tail]'));
    scroll.scrollTop = 0;
    return bubble;
  };

  const send = async (message: Outgoing): Promise<void> => {
    outbox.add(message);
    const bubble = draw(message);
    mark(bubble, 'sending');
    const answer = await post(chat.dataset['send'] ?? '', message);
    if (answer === 'later') {
      mark(bubble, 'failed');
      clearTimeout(resending);
      resending = setTimeout(resend, RESEND_MS);
      return;
    }
    outbox.remove(message);
    if (answer === 'sent') {
      if (holder() === 'assistant' || holder() === 'resolved') showTyping(true);
      await refresh();
    } else {
      // Sending it again would be refused again: give the words back.
      bubble.remove();
      if (field) giveBack(field, message);
      announce(answer.refused);
    }
  };

  chat.addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement) || event.target.dataset['say'] === undefined) return;
    // A button of its own purpose, e.g. to keep the draft.
    if (event.submitter?.hasAttribute('formaction')) return;
    event.preventDefault();
    const message = read(event.target, event.submitter);
    if (!message) return field?.focus();
    if (event.target.dataset['composer'] !== undefined && field) {
      field.value = '';
      draft?.clear();
    }
    void send(message);
  });
  if (field) sendByKeys(field);

  for (const message of outbox.list()) {
    if (hasArrived(storedId(message))) outbox.remove(message);
    else mark(draw(message), 'failed');
  }
  const resend = () => {
    for (const message of outbox.list()) {
      if (bubbleOf(storedId(message))?.dataset['state'] === 'failed') void send(message);
    }
  };

  follow({
    address: () => `${chat.dataset['events'] ?? ''}&after=${String(last())}`,
    events: ['message', 'state'],
    onChange: () => void refresh(),
    onConnection: (connected) => {
      offline.hidden = connected;
      if (connected) resend();
    },
  });
}

const sequenceOf = (line: HTMLElement): number => Number(line.dataset['sequence']);

function find(root: ParentNode, selector: string): HTMLElement {
  const element = root.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`the page has no ${selector}`);
  return element;
}

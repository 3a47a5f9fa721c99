import { tickOf } from './tick.ts';

/** Gives every message of one's own in the log the tick it has by now. */
export function paintTicks(log: HTMLElement): void {
  const { delivered, read } = document.querySelector<HTMLElement>('[data-part="positions"]')?.dataset ?? {};
  const looks = document.querySelector<HTMLTemplateElement>('#tick-looks');
  if (!looks || read === undefined) return;
  const at = { delivered: Number(delivered), read: Number(read) };
  for (const message of log.querySelectorAll<HTMLElement>('.mine[data-sequence]')) {
    const shown = message.querySelector<HTMLElement>('[data-tick]');
    const tick = tickOf(Number(message.dataset['sequence']), at);
    if (!shown || shown.dataset['tick'] === tick) continue;
    const look = looks.content.querySelector(`[data-tick="${tick}"]`);
    if (look) shown.replaceWith(look.cloneNode(true));
  }
}

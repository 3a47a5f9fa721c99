import type { Suggestion, Suggestions } from './suggestion.ts';

const WAIT_MS = 120;
const LEAST = 2;

/** Suggests articles under every help search field. Without script the form simply searches. */
export function suggestWhileTyping(): void {
  const settings = document.querySelector<HTMLTemplateElement>('template[data-suggestions]')?.dataset;
  if (!settings) return;
  for (const input of document.querySelectorAll<HTMLInputElement>(
    'form.search[action$="/help/search"] input[name="q"]',
  )) {
    attach(input, settings['suggestions'] ?? '', settings['label'] ?? '', settings['all'] ?? '');
  }
}

let made = 0;

function attach(input: HTMLInputElement, url: string, label: string, all: string): void {
  const { form } = input;
  if (!form) return;
  const list = element('ul', {
    class: 'suggestions',
    id: `suggestions-${++made}`,
    role: 'listbox',
    'aria-label': label,
  });
  const status = element('span', { class: 'hide-visually', role: 'status' });
  list.hidden = true;
  form.append(list, status);
  set(input, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false' });

  let current = -1;
  let timer = 0;
  let asking: AbortController | undefined;
  const options = () => [...list.querySelectorAll<HTMLAnchorElement>('a')];

  const choose = (index: number) => {
    current = index;
    options().forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
    const chosen = options()[index];
    if (chosen) input.setAttribute('aria-activedescendant', chosen.id);
    else input.removeAttribute('aria-activedescendant');
    chosen?.scrollIntoView({ block: 'nearest' });
  };
  const show = (open: boolean) => {
    list.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
    if (!open) choose(-1);
  };
  const draw = ({ items, status: said }: Suggestions, query: string) => {
    // Whoever is choosing already must not have the list moved under the choice.
    if (current >= 0) return;
    const target = `${form.action}?q=${encodeURIComponent(query)}`;
    list.replaceChildren(
      ...items.map((item, i) => option(item, `${list.id}-${i}`)),
      last(all, target, `${list.id}-all`),
    );
    status.textContent = said;
    show(items.length > 0);
  };
  const ask = async () => {
    asking?.abort();
    const query = input.value.trim();
    if (query.length < LEAST) {
      show(false);
      return;
    }
    asking = new AbortController();
    try {
      const headers = { accept: 'application/json' };
      const answer = await fetch(`${url}?q=${encodeURIComponent(query)}`, { headers, signal: asking.signal });
      if (answer.ok && input.value.trim() === query) draw((await answer.json()) as Suggestions, query);
    } catch {
      // Typed on, or no connection: the form still searches.
    }
  };

  input.addEventListener('input', () => {
    choose(-1);
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), WAIT_MS);
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const { length } = options();
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      show(false);
    } else if (event.key === 'Enter' && current >= 0) {
      event.preventDefault();
      options()[current]?.click();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && length > 0) {
      event.preventDefault();
      show(true);
      // One place past either end is the field itself.
      const step = event.key === 'ArrowDown' ? 1 : -1;
      choose(((current + 1 + step + length + 1) % (length + 1)) - 1);
    }
  });
  input.addEventListener('blur', () => show(false));
  // Pressing an option must not take the focus first.
  list.addEventListener('mousedown', (event) => event.preventDefault());
}

function option({ title, category, href, lang }: Suggestion, id: string): HTMLLIElement {
  const words = element('span', lang ? { lang } : {});
  words.append(...title.map(({ text, marked }) => (marked ? withText(element('mark', {}), text) : text)));
  const link = element('a', { href, id, role: 'option', tabindex: '-1', 'aria-selected': 'false' });
  link.append(words, withText(element('small', {}), category));
  return item(link);
}

function last(text: string, href: string, id: string): HTMLLIElement {
  const link = element('a', { href, id, role: 'option', tabindex: '-1', 'aria-selected': 'false', class: 'all' });
  return item(withText(link, text));
}

function item(link: HTMLElement): HTMLLIElement {
  const row = element('li', { role: 'presentation' });
  row.append(link);
  return row;
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string>,
): HTMLElementTagNameMap[K] {
  return set(document.createElement(name), attributes);
}

function set<E extends Element>(target: E, attributes: Record<string, string>): E {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, value);
  return target;
}

function withText<E extends Element>(target: E, text: string): E {
  target.textContent = text;
  return target;
}

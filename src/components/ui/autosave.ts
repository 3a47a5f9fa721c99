import { read, write } from '#components/conversations/draft.ts';
import { isTypedIn } from './typed-early.ts';

/** Typing has paused. */
const QUIET_MS = 1_500;

type Content = Record<string, string>;

interface Kept {
  /** The save it began with. */
  version: string;
  content: Content;
}

export interface Autosaved {
  form: HTMLFormElement;
  /** Where it is saved. */
  address: string;
  /** The fields that are saved. */
  fields: readonly string[];
  /** The hidden field that says which save was begun with, and what the answer calls the next one. */
  counter: string;
  /** The server has it now. */
  onSaved?: ((content: Content) => void) | undefined;
  /** What to say instead of "saved". */
  savedWord?: ((content: Content) => string | undefined) | undefined;
}

/** The words of the line that says how it stands. */
export type SavingWords = Readonly<Record<string, string | undefined>>;

/**
 * Saves what is written as soon as typing pauses; what cannot be saved is kept in this browser and put back when the page is next
 * opened, with the save it began with: where somebody saved meanwhile, the server compares. Gives what says something on the line.
 */
export function autosave({ form, address, fields, counter, onSaved, savedWord }: Autosaved): {
  say: (word: string | undefined) => void;
  words: SavingWords;
} {
  const line = form.querySelector<HTMLElement>('[data-saved-line]');
  const words: SavingWords = form.querySelector<HTMLElement>('[data-words]')?.dataset ?? {};
  const version = form.querySelector<HTMLInputElement>(`input[name=${counter}]`);
  const kept = `writing:${address}`;
  const say = (word: string | undefined) => {
    if (line) line.textContent = word ?? '';
  };
  const typed = (): Content => {
    const data = new FormData(form);
    const text = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value : '');
    return Object.fromEntries(fields.map((name) => [name, text(data.get(name))]));
  };
  let last = JSON.stringify(typed());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> | null = null;
  let isStopped = false;

  const lost = keptText(read(kept));
  if (lost !== null && JSON.stringify(lost.content) === last) write(kept, '');
  else if (lost !== null) {
    if (version) version.value = lost.version;
    for (const [name, value] of Object.entries(lost.content)) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) field.value = value;
    }
    later();
  } else if (isTypedIn(form)) {
    last = '';
    later();
  }

  function keep(text = JSON.stringify(typed())): void {
    write(kept, JSON.stringify({ version: version?.value ?? '0', content: JSON.parse(text) as unknown }));
  }

  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), QUIET_MS);
  }

  async function save(): Promise<void> {
    if (isStopped) return;
    if (saving) {
      later();
      return;
    }
    const content = typed();
    const text = JSON.stringify(content);
    if (text === last) return;
    say(words['saving']);
    saving = send(content, text).finally(() => (saving = null));
    await saving;
  }

  async function send(content: Content, text: string): Promise<void> {
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ ...content, [counter]: Number(version?.value ?? 0) }),
      });
      if (response.status === 409) {
        isStopped = true;
        keep();
        say(words['collided']);
        return;
      }
      // Too long, or no longer allowed: trying again would change nothing.
      if (response.status >= 400 && response.status < 500 && response.status !== 429) {
        keep();
        say([words['refused'], await reasonIn(response)].join(' '));
        return;
      }
      if (!response.ok) throw new Error(String(response.status));
      const saved = (await response.json()) as Record<string, unknown>;
      if (version) version.value = String(saved[counter]);
      last = text;
      write(kept, '');
      say(savedWord?.(content) ?? words['saved']);
      onSaved?.(content);
    } catch {
      keep();
      say(words['offline']);
      timer = setTimeout(() => void save(), QUIET_MS * 4);
    }
  }

  form.addEventListener('input', later);
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    // A save that is under way would be somebody else's to the form: it is sent with the version that comes back.
    if (saving) {
      event.preventDefault();
      const { submitter } = event;
      void saving.finally(() => {
        form.requestSubmit(submitter);
      });
      return;
    }
    isStopped = true;
    // The form itself is sent now; should it not arrive, what it carried is put back. Once it is stored, it is what the page has.
    keep();
  });
  window.addEventListener('pagehide', () => {
    if (JSON.stringify(typed()) !== last) keep();
  });
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.code === 'KeyS') {
      event.preventDefault();
      void save();
    }
  });
  return { say, words };
}

/** Null for nothing, and for what an older page kept without saying what it began with. */
function keptText(text: string | null): Kept | null {
  if (text === null) return null;
  const parsed = JSON.parse(text) as Partial<Kept>;
  return parsed.content && typeof parsed.version === 'string'
    ? { version: parsed.version, content: parsed.content }
    : null;
}

/** What the server says is wrong: of a field where it names one. */
async function reasonIn(response: Response): Promise<string> {
  try {
    const { error } = (await response.json()) as { error: { message: string; fields?: Record<string, string> } };
    return Object.values(error.fields ?? { message: error.message }).join(' ');
  } catch {
    return '';
  }
}

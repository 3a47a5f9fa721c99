import { fetchFragment, mergeParts } from '#components/conversations/merge.ts';
import { read, write } from '#components/conversations/draft.ts';
import { marks, putMark } from './marks.ts';
import { pasteFiles } from './paste-files.ts';

/** Typing has paused. */
const QUIET_MS = 1_500;
const FIELDS = ['title', 'summary', 'questions', 'body'] as const;

interface Saved {
  version: number;
}

const form = document.querySelector<HTMLFormElement>('form[data-writing]');
if (form) begin(form, form.dataset['writing'] ?? '');

function begin(form: HTMLFormElement, address: string): void {
  const line = form.querySelector<HTMLElement>('[data-saved-line]');
  const words = form.querySelector<HTMLElement>('[data-words]')?.dataset ?? {};
  const version = form.querySelector<HTMLInputElement>('input[name=version]');
  const kept = `writing:${address}`;
  const say = (word: string | undefined) => {
    if (line) line.textContent = word ?? '';
  };
  const typed = () => {
    const data = new FormData(form);
    const text = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value : '');
    return Object.fromEntries(FIELDS.map((name) => [name, text(data.get(name))]));
  };
  let last = JSON.stringify(typed());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> | null = null;
  let isStopped = false;

  // What could not be saved when the page was last open is put back, with the save it began with: where somebody saved meanwhile,
  // the server compares.
  const lost = keptText(read(kept));
  if (lost !== null && JSON.stringify(lost.content) === last) write(kept, '');
  else if (lost !== null) {
    if (version) version.value = lost.version;
    for (const [name, value] of Object.entries(lost.content)) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) field.value = value;
    }
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

  async function send(content: Record<string, string>, text: string): Promise<void> {
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ ...content, version: Number(version?.value ?? 0) }),
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
      const saved = (await response.json()) as Saved;
      if (version) version.value = String(saved.version);
      last = text;
      write(kept, '');
      say(content['title']?.trim() === '' ? words['untitled'] : words['saved']);
      const fresh = await fetchFragment(location.pathname);
      if (fresh) mergeParts(fresh);
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
  enableMarks(form);
  const body = form.querySelector<HTMLTextAreaElement>('textarea[name=body]');
  const files = form.dataset['files'];
  if (body && files !== undefined)
    pasteFiles(body, files, { sending: words['fileSending'] ?? '', refused: words['fileRefused'] ?? '', say });
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

interface Kept {
  version: string;
  content: Record<string, string>;
}

/** Null for nothing, and for what an older page kept without saying what it began with. */
function keptText(text: string | null): Kept | null {
  if (text === null) return null;
  const parsed = JSON.parse(text) as Partial<Kept>;
  return parsed.content && typeof parsed.version === 'string'
    ? { version: parsed.version, content: parsed.content }
    : null;
}

function enableMarks(form: HTMLFormElement): void {
  const bar = form.querySelector<HTMLElement>('[data-marks]');
  const body = form.querySelector<HTMLTextAreaElement>('textarea[name=body]');
  if (!bar || !body) return;
  bar.hidden = false;
  bar.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-mark]') : null;
    const mark = marks[button?.dataset['mark'] ?? ''];
    if (!mark) return;
    const put = putMark(body.value, { start: body.selectionStart, end: body.selectionEnd }, mark);
    body.value = put.text;
    body.focus();
    body.setSelectionRange(put.start, put.end);
    body.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

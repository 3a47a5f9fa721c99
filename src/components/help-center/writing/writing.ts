import { fetchFragment, mergeParts } from '#components/conversations/merge.ts';
import { autosave } from '#components/ui/autosave.ts';
import { marks, putMark } from './marks.ts';
import { pasteFiles } from './paste-files.ts';

const form = document.querySelector<HTMLFormElement>('form[data-writing]');
if (form) begin(form, form.dataset['writing'] ?? '');

function begin(form: HTMLFormElement, address: string): void {
  const { say, words } = autosave({
    form,
    address,
    fields: ['title', 'summary', 'questions', 'body'],
    counter: 'version',
    savedWord: ({ title }) =>
      title?.trim() === '' ? form.querySelector<HTMLElement>('[data-words]')?.dataset['untitled'] : undefined,
    onSaved: () => void showPreview(),
  });
  enableMarks(form);
  const body = form.querySelector<HTMLTextAreaElement>('textarea[name=body]');
  const files = form.dataset['files'];
  if (body && files !== undefined)
    pasteFiles(body, files, { sending: words['fileSending'] ?? '', refused: words['fileRefused'] ?? '', say });
}

async function showPreview(): Promise<void> {
  const fresh = await fetchFragment(location.pathname);
  if (fresh) mergeParts(fresh);
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

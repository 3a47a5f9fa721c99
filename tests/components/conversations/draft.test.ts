import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetLeftDraft, keepDraft } from '#components/conversations/draft.ts';

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  });
});
afterEach(() => vi.unstubAllGlobals());

/** The page of a first question, as far as drafts know it. */
const open = (value = '') => {
  const field = Object.assign(new EventTarget(), { value }) as unknown as HTMLTextAreaElement;
  return { field, draft: keepDraft(field, 'new') };
};
const QUESTION = 'Когда привезут столы?\nИ можно ли раньше?';

it('a question that did not get through is found again, whichever conversation was opened since', () => {
  open(QUESTION).draft.leave('a');
  forgetLeftDraft('new', (clientId) => clientId === 'of another conversation');
  expect(open().field.value).toBe(QUESTION);
});

it('the conversation it began forgets it, but not what was typed elsewhere since', () => {
  open(QUESTION).draft.leave('a');
  forgetLeftDraft('new', (clientId) => clientId === 'a');
  expect(open().field.value).toBe('');

  open(QUESTION).draft.leave('b');
  const { field } = open();
  field.value = 'Другой вопрос';
  field.dispatchEvent(new Event('input'));
  forgetLeftDraft('new', (clientId) => clientId === 'b');
  expect(open().field.value).toBe('Другой вопрос');
});

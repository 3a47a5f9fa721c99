import { expect, it } from 'vitest';
import { titledBy, titleFor } from '#content/person-title.ts';

it('a title is read in the language of its reader, and where it is missing in the one it was written in', () => {
  const both = titledBy({ ru: 'менеджер', en: ' manager ' });
  expect([titleFor(both, 'ru'), titleFor(both, 'en')]).toEqual(['менеджер', 'manager']);
  for (const one of [titledBy({ ru: 'менеджер', en: '' }), { title: 'менеджер', titles: {} }]) {
    expect([titleFor(one, 'ru'), titleFor(one, 'en')]).toEqual(['менеджер', 'менеджер']);
  }
  expect(titleFor(titledBy({ en: 'manager' }), 'ru')).toBe('manager');
  expect(titledBy({ ru: '', en: null })).toEqual({ title: null, titles: {} });
  expect(titleFor({ title: null, titles: {} }, 'ru')).toBeNull();
});

import { expect, it } from 'vitest';
import { readableName } from '#content/person-name.ts';

it('spells a Cyrillic name in Latin letters for those who read English, and no other', () => {
  expect(readableName('Илья Громов', 'en')).toBe('Ilya Gromov');
  expect(readableName('Юрий Щукин', 'en')).toBe('Yury Shchukin');
  expect(readableName('Anna Keller', 'en')).toBe('Anna Keller');
  expect(readableName('Илья Громов', 'ru')).toBe('Илья Громов');
});

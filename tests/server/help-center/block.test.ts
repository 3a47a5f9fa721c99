import { expect, it } from 'vitest';
import { blockKeysIn, withBlocks } from '#server/help-center/block.ts';

const blocks = new Map([['zones', 'Зоны доставки']]);
const put = (...lines: string[]) => withBlocks(lines.join('\n'), blocks).split('\n');

it('a block is put in where it stands alone on a line, within lists and beside code too', () => {
  expect(put('До', '', '{{block:zones}}', '', 'После `кода`')).toEqual(['До', '', 'Зоны доставки', '', 'После `кода`']);
  expect(put('1. Шаг', '', '    {{block:zones}}')).toEqual(['1. Шаг', '', 'Зоны доставки']);
  expect(put('```', 'код', '```', '{{block:zones}}', '~~~', 'код')).toEqual([
    '```',
    'код',
    '```',
    'Зоны доставки',
    '~~~',
    'код',
  ]);
});

it('in code it stays as it is written, and is not used', () => {
  for (const lines of [
    ['Пишите так:', '', '```', '{{block:zones}}', '```'],
    ['~~~ markdown', 'Текст', '', '{{block:zones}}', '~~~~'],
    ['````', '```', '{{block:zones}}', '```', '````'],
    ['Пишите так:', '', '    {{block:zones}}'],
    ['- В списке:', '', '  ```', '  {{block:zones}}', '  ```'],
    ['Так: `начало', '{{block:zones}}', 'конец`'],
    ['```', '{{block:zones}}'],
  ]) {
    expect(put(...lines)).toEqual(lines);
    expect(blockKeysIn(lines.join('\n')), lines.join('\n')).toEqual([]);
  }
  expect(blockKeysIn('```\n{{block:zones}}\n```\n\n{{block:hours}}')).toEqual(['hours']);
});

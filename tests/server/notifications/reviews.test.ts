import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  returnRevision,
  saveRevision,
  seedHelpCenter,
  startRevision,
  submitRevision,
} from '#server/help-center/index.ts';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';
import { targetOfPath, targetPath } from '#server/notifications/target-path.ts';
import { staffOf } from '#support/staff.ts';
import { openHouse, type House } from './house.ts';

const at = { key: 'pay-invoice', locale: 'ru' as const };
let house: House;
let lera: UserViewer;
let vera: UserViewer;
let igor: UserViewer;
beforeEach(async () => {
  house = await openHouse();
  await seedHelpCenter(house.ctx(systemViewer('a test')));
  lera = await staffOf(house, 'editor', 'Lera');
  vera = await staffOf(house, 'editor', 'Vera');
  igor = await staffOf(house, 'supervisor', 'Igor');
});
afterEach(() => house.close());

async function submit(): Promise<void> {
  const editor = house.ctx(lera);
  const started = await startRevision(editor, at);
  if (!started.ok) throw new Error('started');
  const { title, summary, questions, body, version } = started.value;
  const saved = await saveRevision(editor, {
    ...at,
    version,
    content: { title, summary, questions, body: `${body}\n\nЕщё.` },
  });
  if (!saved.ok) throw new Error('saved');
  await submitRevision(editor, { ...at, version: saved.value.version, reason: 'Дополнение' });
}

it('other editors hear of a text to be read, its author of one that came back', async () => {
  await submit();
  await house.told();
  expect(await house.of(vera.userId)).toMatchObject([{ kind: 'article.submitted', target: 'article:pay-invoice/ru' }]);
  expect([await house.of(lera.userId), await house.of(igor.userId)]).toEqual([[], []]);
  await returnRevision(house.ctx(vera), { ...at, note: 'Чего ещё?' });
  await house.told();
  expect(await house.of(lera.userId)).toMatchObject([{ kind: 'article.returned', target: 'article:pay-invoice/ru' }]);
});

it('nobody is asked to read what came back before they were told', async () => {
  await submit();
  await returnRevision(house.ctx(vera), { ...at, note: 'Сразу нет.' });
  await house.told();
  expect(await house.of(vera.userId)).toEqual([]);
});

it('leads to the editor, and opening that is reading it', () => {
  expect(targetPath('article:pay-invoice/ru', 'staff')).toBe('/desk/articles/pay-invoice/ru');
  expect(targetOfPath('/desk/articles/pay-invoice/ru')).toBe('article:pay-invoice/ru');
});

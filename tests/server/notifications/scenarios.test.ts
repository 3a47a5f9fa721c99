import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';
import { targetOfPath, targetPath } from '#server/notifications/target-path.ts';
import {
  putScenarioBack,
  questionScenario,
  readScenarioFolder,
  returnVersion,
  saveVersion,
  seedScenarios,
  submitVersion,
} from '#server/scenarios/index.ts';
import { staffOf } from '#support/staff.ts';
import { openHouse, type House } from './house.ts';

const key = 'how-to-pay';
let house: House;
let lera: UserViewer;
let vera: UserViewer;
let igor: UserViewer;
let source: string;
beforeEach(async () => {
  house = await openHouse();
  const files = await readScenarioFolder();
  await seedScenarios(house.ctx(systemViewer('a test')), files);
  source = files.find((each) => each.key === key)?.yaml ?? '';
  lera = await staffOf(house, 'editor', 'Lera');
  vera = await staffOf(house, 'editor', 'Vera');
  igor = await staffOf(house, 'supervisor', 'Igor');
});
afterEach(() => house.close());

async function submit(): Promise<number> {
  const saved = await saveVersion(house.ctx(lera), { key, source: `${source}# again\n`, save: 0 });
  if (!saved.ok) throw new Error('saved');
  await submitVersion(house.ctx(lera), { key, save: saved.value.save, reason: 'Короче' });
  return saved.value.save;
}

it('other editors hear of a scenario to be read, its author of one that came back', async () => {
  const save = await submit();
  await house.told();
  expect(await house.of(vera.userId)).toMatchObject([{ kind: 'scenario.submitted', target: 'scenario:how-to-pay' }]);
  expect([await house.of(lera.userId), await house.of(igor.userId)]).toEqual([[], []]);
  await returnVersion(house.ctx(vera), { key, save, note: 'Чего короче?' });
  await house.told();
  expect(await house.of(lera.userId)).toMatchObject([{ kind: 'scenario.returned', target: 'scenario:how-to-pay' }]);
});

it('nobody is asked to read a scenario that came back before they were told', async () => {
  const save = await submit();
  await returnVersion(house.ctx(vera), { key, save, note: 'Сразу нет.' });
  await house.told();
  expect(await house.of(vera.userId)).toEqual([]);
});

it('whoever answers for a scenario hears that it was put under review, except the one who did it', async () => {
  await questionScenario(house.ctx(vera), { key, reason: 'обещает лишнее' });
  await house.told();
  expect(await house.of(lera.userId)).toMatchObject([{ kind: 'scenario.questioned', target: 'scenario:how-to-pay' }]);
  expect(await house.of(vera.userId)).toEqual([]);
});

it('nobody hears of a doubt that was settled before they were told', async () => {
  await questionScenario(house.ctx(vera), { key, reason: 'обещает лишнее' });
  await putScenarioBack(house.ctx(vera), { key, reason: 'нет, всё верно' });
  await house.told();
  expect(await house.of(lera.userId)).toEqual([]);
});

it('leads to the editor, and opening that is reading it', () => {
  expect(targetPath('scenario:how-to-pay', 'staff')).toBe('/desk/scenarios/how-to-pay');
  expect(targetOfPath('/desk/scenarios/how-to-pay')).toBe('scenario:how-to-pay');
});

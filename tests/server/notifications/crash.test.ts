import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTask } from '#server/tasks/index.ts';
import { openHouse, type House } from './house.ts';

const PROCESS = fileURLToPath(new URL('../../support/notify-process.ts', import.meta.url));
let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

/** Later each time: what a killed process had in hand is another's after a while. */
function run(mode: 'deliver' | 'before-mail' | 'after-mail') {
  house.clock.advance(5 * 60_000);
  const at = house.clock.now().toISOString();
  return spawnSync(process.execPath, [PROCESS, house.dataDir, at, mode], { encoding: 'utf8', timeout: 60_000 });
}

it('everyone is told once and gets one mail, when the process is killed before a mail and again after one', async () => {
  const customerId = await house.customer();
  const people = [await house.member(customerId, 'owner'), await house.member(customerId, 'member')];
  await createTask(house.system, { customerId, title: 'Approve the drawing' });
  for (const mode of ['before-mail', 'after-mail'] as const) {
    const killed = run(mode);
    expect(killed.signal, killed.stderr).toBe('SIGKILL');
  }
  const done = run('deliver');
  expect(done.status, done.stderr).toBe(0);
  const mails = await house.mails();
  expect(mails.map(({ recipient }) => recipient).toSorted()).toEqual(people.map(({ email }) => email).toSorted());
  for (const { userId } of people) expect(await house.of(userId)).toMatchObject([{ kind: 'task.asked' }]);
}, 120_000);

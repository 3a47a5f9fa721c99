import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doors, forStaffAtMost, publicDoors } from './leak-doors.ts';
import { openLeakWorld, readers, secrets, type LeakWorld, type SecretName } from './leak-world.ts';

let world: LeakWorld;
beforeAll(async () => {
  world = await openLeakWorld();
}, 120_000);
afterAll(() => world.close());

const names = Object.keys(secrets) as SecretName[];
/** Neither its words nor its key, which stands in addresses. */
const tells = (answer: unknown, { mark, key }: { mark: string; key: string }) => {
  const said = JSON.stringify(answer ?? '');
  return said.includes(mark) || said.includes(`/${key}"`);
};

describe.each(names)('an article for %s', (name) => {
  const secret = secrets[name];

  it.each(readers)(
    'is behind every door for whom it is, and behind none for others: %s',
    async (reader) => {
      const ctx = () => world.ctx(world.viewers[reader]);
      const isReader = (secret.readableBy as readonly string[]).includes(reader);
      const open: string[] = [];
      const asked: string[] = [];
      const isSome = name === 'segment' || name === 'customer';
      const isUsual = (door: string) => !(isSome && ctx().viewer.kind === 'user' && forStaffAtMost.includes(door));
      for (const [door, look] of Object.entries(doors)) {
        const answer = await look(ctx(), secret, world);
        if (answer === null && door.startsWith('the assistant')) continue;
        asked.push(door);
        if (tells(answer, secret)) open.push(door);
      }
      expect(open.filter((door) => !isReader || isUsual(door))).toEqual(isReader ? asked.filter(isUsual) : []);
    },
    60_000,
  );

  it.each(readers)('is nowhere that is for everybody: %s', async (reader) => {
    for (const [door, look] of Object.entries(publicDoors)) {
      const answer = await look(world.ctx(world.viewers[reader]), secret, world);
      expect(JSON.stringify(answer).includes(`/${secret.key}"`), door).toBe(false);
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayTryAsCustomer, surroundingsOf, tryOut } from '#server/assistant/index.ts';
import { conversations, messages } from '#db/schema/conversations.ts';
import { addMember, createCustomer, listPeopleToLookAs, listPreviews } from '#server/customers/index.ts';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';
import {
  faultsIn,
  parseScenario,
  readScenarioFolder,
  type Scenario,
  type ScenarioFile,
  type Tried,
} from '#server/scenarios/index.ts';
import { staffOf } from '#support/staff.ts';
import { openStory, type Story } from './story.ts';

let world: Story;
let files: ScenarioFile[];
let vera: UserViewer;
let igor: UserViewer;
let tanya: UserViewer;
beforeAll(async () => {
  world = await openStory();
  files = await readScenarioFolder();
  [vera, igor] = [await staffOf(world, 'editor', 'Vera'), await staffOf(world, 'supervisor', 'Igor')];
  tanya = await staffOf(world, 'agent', 'Tanya');
});
afterAll(() => world.close());

const scenarioOf = (key: string): Scenario => {
  const { scenario } = parseScenario(`${key}.yaml`, files.find((each) => each.key === key)?.yaml ?? '');
  if (!scenario) throw new Error(key);
  return scenario;
};
const tried = (viewer: UserViewer, as: string, steps: readonly Tried[] = []) =>
  tryOut(world.ctx(viewer), {
    scenario: scenarioOf('where-is-my-order'),
    library: new Map(),
    ...{ as, locale: 'ru', tried: steps },
  });

describe('trying a scenario out', () => {
  it('says what the assistant would say to a sample customer, and shows what was looked up', async () => {
    const out = await tried(vera, 'sample:usual');
    expect(out?.lines[0]).toEqual({ kind: 'note', note: 'lookedUp', what: 'orders.current', count: 2 });
    expect(out?.replies.map(({ value }) => value)).toEqual(['1001', '1002', '/none']);
    const next = await tried(vera, 'sample:usual', [{ do: 'say', text: '1001', value: '1001' }]);
    expect(next?.lines.some((line) => line.kind === 'said' && line.text.includes('1001'))).toBe(true);
    // What would be done is shown, and the scenario goes on as if it had been.
    expect(next?.lines).toContainEqual({
      ...{ kind: 'note', note: 'act', what: 'order.seen', count: null },
      given: 'order: 1001',
    });
    expect(next?.askHelped).toBe(true);
    const back = await tried(vera, 'sample:usual', [{ do: 'say', text: '1001', value: '1001' }, { do: 'back' }]);
    expect(back?.replies).toEqual(out?.replies);
  });

  it('leads a visitor as a visitor, hands nobody over and writes nothing down', async () => {
    const out = await tried(vera, 'visitor', [
      { do: 'say', text: 'Назову номер', value: 'number' },
      { do: 'say', text: '2418, Марина' },
    ]);
    expect(out?.status).toBe('handedOff');
    expect(out?.lines.at(-1)).toMatchObject({ kind: 'note', note: 'handOff', what: 'delivery', reason: 'needsCheck' });
    expect(await world.db.read.select().from(conversations)).toEqual([]);
    expect(await world.db.read.select().from(messages)).toEqual([]);
  });

  it('reads with the eyes of a real customer for those who see customers’ affairs anyway', async () => {
    const out = await tried(igor, `person:${world.marina.email}`);
    expect(out?.lines[0]).toMatchObject({ kind: 'note', note: 'lookedUp', what: 'orders.current' });
    expect(JSON.stringify(out)).toContain('2418');
    expect(await tried(vera, `person:${world.marina.email}`)).toBeNull();
  });

  it('notes who looked as whom, once an hour, among looks at cabinets', async () => {
    const as = `person:${world.marina.email}`;
    const customerId = world.marina.customerId ?? '';
    const looks = async () => (await listPreviews(world.ctx(igor), { customerId }))?.previews ?? [];
    world.clock.advance(2 * 3_600_000);
    const before = (await looks()).length;
    await tried(igor, as);
    await tried(igor, as, [{ do: 'back' }]);
    await tried(vera, as);
    expect(await looks()).toHaveLength(before + 1);
    expect((await looks())[0]).toMatchObject({ staffName: igor.name, personName: world.marina.name, role: 'owner' });
    world.clock.advance(2 * 3_600_000);
    await tried(igor, as);
    expect(await looks()).toHaveLength(before + 2);
  });

  it('offers people of customers found by name to those who may look at cabinets, and to nobody else', async () => {
    const found = await listPeopleToLookAs(world.ctx(igor), 'северный');
    expect(found).toEqual([
      {
        ...{ name: world.marina.name, email: world.marina.email },
        ...{ customerId: world.marina.customerId, customerName: 'ООО «Северный ветер»' },
      },
    ]);
    expect(await listPeopleToLookAs(world.ctx(igor), world.marina.email)).toEqual(found);
    expect(await listPeopleToLookAs(world.ctx(igor), 'нет таких')).toEqual([]);
    expect(await listPeopleToLookAs(world.ctx(vera), '')).toEqual([]);
  });

  it('sees of somebody with two customers the one that was chosen, and notes that one', async () => {
    const system = world.ctx(systemViewer('test'));
    const company = async (name: string) => {
      const made = await createCustomer(system, { kind: 'company', name, locale: 'ru' });
      if (!made.ok) throw new Error(made.error.message);
      return made.value.customerId;
    };
    const [customerId, foreign] = [await company('ЗАО «Южный берег»'), await company('Клиника «Гранат»')];
    await addMember(system, { customerId, userId: world.marina.userId, role: 'owner' });
    await tried(igor, `person:${world.marina.email}`);
    const [person] = await listPeopleToLookAs(world.ctx(igor), 'Южный берег');
    expect(person).toMatchObject({ email: world.marina.email, customerId });
    const out = await tried(igor, `person:${world.marina.email}:${customerId}`);
    expect(out?.lines[0]).toMatchObject({ what: 'orders.current', count: 0 });
    expect((await listPreviews(world.ctx(igor), { customerId }))?.previews).toHaveLength(1);
    expect(await tried(igor, `person:${world.marina.email}:${foreign}`)).toBeNull();
  });

  it('gives nobody rights: agents try nothing, editors no real customer, and nobody one of our own people', async () => {
    expect(await tried(tanya, 'visitor')).toBeNull();
    expect(mayTryAsCustomer(world.ctx(vera))).toBe(false);
    expect(await tried(vera, `person:${igor.email}`)).toBeNull();
    expect(mayTryAsCustomer(world.ctx(igor))).toBe(true);
    expect(await tried(igor, `person:${vera.email}`)).toBeNull();
  });
});

it('what is published refers to nothing that is not there', async () => {
  // The people and customers of the demo are not here.
  const around = { ...(await surroundingsOf(world.ctx(vera))), owners: undefined, segments: undefined };
  expect(files.flatMap(({ key, yaml }) => faultsIn(key, yaml, around))).toEqual([]);
});

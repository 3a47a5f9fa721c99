import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getPhoneScript, moveScript, seedScenarios, startScript } from '#server/assistant/index.ts';
import { setVisibility, viewerOfUser } from '#server/customers/index.ts';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';
import { getOverview, lastExport, listExports, takeAlong } from '#server/my-data/index.ts';
import { createLocalLimiter } from '#server/platform/limiter.ts';
import { readZipDirectory, unpackZipEntry } from '#server/platform/zip.ts';
import { countQueries } from '#support/count-queries.ts';
import { fillAffairs, must, NAME, EMAIL, openHouse, type House } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

/** Takes everything along as this person, and unpacks it again with the reader that checks uploads. */
async function archiveOf(viewer: UserViewer): Promise<Map<string, string>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of must(await takeAlong(house.ctx(viewer)))) pieces.push(piece);
  const path = join(house.dataDir, `${viewer.userId}.zip`);
  await writeFile(path, Buffer.concat(pieces));
  const entries = await readZipDirectory(path, 1_000);
  if (!entries) throw new Error('not an archive');
  const contents = new Map<string, string>();
  for (const entry of entries) {
    const unpacked: Buffer[] = [];
    await unpackZipEntry(path, entry, (piece) => unpacked.push(piece));
    contents.set(entry.name, Buffer.concat(unpacked).toString('utf8'));
  }
  return contents;
}

describe('what a person takes along', () => {
  it('is everything of theirs as JSON and files, and opens with a reader of archives', async () => {
    await fillAffairs(house, house.marina, 'север');
    const archive = await archiveOf(house.marina);
    const json = (name: string): unknown => JSON.parse(archive.get(name) ?? 'null');
    expect(json('profile.json')).toMatchObject({ name: NAME, email: EMAIL });
    expect(json('companies.json')).toMatchObject([{ name: 'Северный ветер', role: 'owner' }]);
    const folder = 'companies/Северный ветер';
    expect(json(`${folder}/invoices.json`)).toMatchObject([{ number: 'СЧ-север', total: 100_00 }]);
    expect(json(`${folder}/orders.json`)).toMatchObject([{ number: 'З-север' }]);
    expect(json(`${folder}/documents/Договор север/document.json`)).toMatchObject({
      versions: [{ answer: { kind: 'accepted', by: NAME } }],
    });
    expect(archive.get(`${folder}/documents/Договор север/v1 Договор север.pdf`)).toContain('%PDF');
    expect(json(`${folder}/tasks/Замер север/task.json`)).toMatchObject({ title: 'Замер север' });
    expect(archive.get(`${folder}/tasks/Замер север/план север.txt`)).toBe('план север');
    const talk = [...archive.keys()].find((name) => name.endsWith('conversation.json')) ?? '';
    expect(json(talk)).toMatchObject({ messages: [{ author: 'person' }, { files: [{ name: 'фото север.txt' }] }] });
    expect(archive.get(talk.replace('conversation.json', 'фото север.txt'))).toBe('фото север');
    expect(json('drafts.json')).toMatchObject([{ place: 'new' }]);
    expect(archive.has('left-out.json')).toBe(false);
    expect([...archive.values()].join(), 'where bytes lie is nobody’s business').not.toContain('storageKey');
  });

  it('has the calls that were led by a scenario, with what was answered, and counts them', async () => {
    await fillAffairs(house, house.marina, 'север');
    await seedScenarios(house.ctx(systemViewer('test')));
    const agent = house.ctx(house.agent);
    const where = { customerId: house.customerId, userId: house.marina.userId };
    const { runId } = must(await startScript(agent, { key: 'call-me-back', ...where }));
    for (const text of ['Замер', '+7 916 000-11-22']) {
      const { turns = 0 } = (await getPhoneScript(agent, { customerId: house.customerId, runId })) ?? {};
      must(await moveScript(agent, { runId, turns, input: { kind: 'answer', text } }));
    }
    const calls: unknown = JSON.parse((await archiveOf(house.marina)).get('calls.json') ?? 'null');
    expect(calls).toMatchObject([{ title: 'Перезвонить мне', status: 'active', with: house.agent.name }]);
    expect(JSON.stringify(calls)).toContain('+79160001122');
    expect((await getOverview(house.ctx(house.marina))).own.calls).toBe(1);
    expect((await archiveOf(house.stranger)).get('calls.json')).toBe('[]\n');
  });

  it('has nothing of other customers', async () => {
    await fillAffairs(house, house.marina, 'север');
    await fillAffairs(house, house.stranger, 'гранат');
    const all = [...(await archiveOf(house.stranger))].join();
    expect(all).toContain('гранат');
    for (const foreign of ['север', 'Северный', EMAIL, NAME]) expect(all).not.toContain(foreign);
  });

  it('shows only what the company shows and the role opens', async () => {
    await fillAffairs(house, house.marina, 'север');
    const accountant = await house.person('Ольга Белова', 'buh@sever.example', 'customer', [
      house.customerId,
      'accountant',
    ]);
    const names = async (viewer: UserViewer) => [...(await archiveOf(viewer)).keys()].join();
    expect(await names(accountant)).not.toContain('orders.json');
    const admin = house.ctx(systemViewer('test'));
    must(
      await setVisibility(admin, {
        scope: 'customer',
        target: house.customerId,
        hides: ['documents', 'invoice.lines'],
        shows: [],
      }),
    );
    const after = await viewerOfUser(house.db, house.marina.userId);
    if (!after) throw new Error('nobody');
    const archive = await archiveOf(after);
    expect([...archive.keys()].join()).not.toContain('Договор');
    expect(archive.get('companies/Северный ветер/invoices.json')).not.toContain('Стол север');
  });

  it('says which files storage has lost, and is whole without them', async () => {
    await fillAffairs(house, house.marina, 'север');
    house.platform.files = { ...house.platform.files, get: () => Promise.resolve(null) };
    const archive = await archiveOf(house.marina);
    expect(JSON.parse(archive.get('left-out.json') ?? 'null')).toHaveLength(3);
    expect(archive.has('profile.json')).toBe(true);
  });

  it('is noted before the first byte, and once more when all of it has left', async () => {
    const admin = house.ctx(await house.person('Админ Первый', 'admin@dubrava.example', 'admin'));
    must(await takeAlong(house.ctx(house.marina)));
    expect(await listExports(admin)).toMatchObject({ exports: [{ name: NAME, finished: false }], total: 1 });
    await archiveOf(house.marina);
    expect((await listExports(admin))?.exports.map(({ finished }) => finished).toSorted()).toEqual([false, true]);
    expect(await lastExport(house.ctx(house.marina))).toEqual(house.clock.now());
    expect(await listExports(house.ctx(house.supervisor))).toBeNull();
  });

  it('is nothing for one of our people who only looks at a cabinet', async () => {
    const preview = { id: 'p', staffId: house.agent.userId, staffName: 'Анна' };
    const looking: UserViewer = { ...house.marina, userId: 'preview:p', preview };
    expect(await takeAlong(house.ctx(looking))).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('may be taken ten times an hour', async () => {
    const limiter = createLocalLimiter(1);
    const takes = [];
    for (let time = 1; time <= 11; time += 1) takes.push(await limiter.take('export', 'user:marina'));
    expect(takes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => null));
    expect(takes[10]).toBeGreaterThan(0);
  });
});

describe('the overview', () => {
  it('counts everything by kind, with as many queries however much there is', async () => {
    const mine = house.ctx(house.marina);
    const before = await countQueries(mine, getOverview);
    await fillAffairs(house, house.marina, 'один');
    await fillAffairs(house, house.marina, 'два');
    expect(await getOverview(mine)).toMatchObject({
      own: { conversations: 2, drafts: 1 },
      customers: [{ name: 'Северный ветер', counts: { invoices: 2, orders: 2, documents: 2, tasks: 2 } }],
    });
    // Whose files and people stand beside the rows is asked only where there are rows.
    expect((await countQueries(mine, getOverview)) - before).toBeLessThanOrEqual(3);
  });
});

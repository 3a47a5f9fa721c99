import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  getScenario,
  getScenarioVersion,
  listPublishedScenarios,
  readScenarioFolder,
  scenarioTitle,
  seedScenarios,
} from '#server/scenarios/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { folder } from './walking.ts';

let test: TestDatabase;
beforeEach(async () => {
  test = await openTestDatabase();
});
afterEach(() => test.close());

describe('publishing scenarios', () => {
  it('makes a new version only of a file that changed, and keeps the old one for walks under way', async () => {
    const ctx = test.ctx(systemViewer('seed'));
    const files = await readScenarioFolder(folder);
    expect((await seedScenarios(ctx, files)).published).toEqual(files.map((file) => file.key));
    expect((await seedScenarios(ctx, files)).published).toEqual([]);
    const changed = files.map((file) =>
      file.key === 'how-to-pay' ? { ...file, yaml: file.yaml.replace('Как оплатить счёт', 'Оплата счёта') } : file,
    );
    expect((await seedScenarios(ctx, changed)).published).toEqual(['how-to-pay']);

    expect((await getScenario(ctx, 'how-to-pay'))?.version).toBe(2);
    expect((await getScenarioVersion(ctx, 'how-to-pay', 1))?.scenario.title.ru).toBe('Как оплатить счёт');
    expect(await scenarioTitle(ctx, 'how-to-pay', 'ru')).toBe('Оплата счёта');
    expect(await scenarioTitle(ctx, 'how-to-fly', 'ru')).toBeNull();
    expect(await listPublishedScenarios(ctx)).toHaveLength(files.length);
  });

  it('publishes nothing when one of the files is broken', async () => {
    const ctx = test.ctx(systemViewer('seed'));
    const files = await readScenarioFolder(folder);
    const broken = [...files, { key: 'bad', file: 'bad.yaml', yaml: 'key: bad\nsteps: {}' }];
    await expect(seedScenarios(ctx, broken)).rejects.toThrow('bad.yaml:');
    expect(await listPublishedScenarios(ctx)).toEqual([]);
  });
});

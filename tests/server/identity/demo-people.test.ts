import { expect, it } from 'vitest';
import { createUser, listDemoPeople, systemViewer } from '#server/identity/index.ts';
import { putSetting } from '#server/platform/settings.ts';
import { openTestDatabase } from '#support/database.ts';

it('only the people of the demo story are shown, described in the language of the page', async () => {
  const world = await openTestDatabase();
  try {
    const ctx = world.ctx(systemViewer('test'));
    const demo = { ...ctx, platform: { ...ctx.platform, config: { ...ctx.platform.config, DEMO: true } } };
    const person = { role: 'customer', locale: 'en', title: 'owner' } as const;
    await createUser(ctx, { ...person, name: 'Anna Keller', email: 'anna@example.com' });
    await createUser(ctx, { ...person, name: 'John Smith', email: 'john@example.com' });
    await world.db.write(async (tx) => {
      await putSetting(tx, 'demo.password', 'secret');
      await putSetting(tx, 'demo.details', { 'anna@example.com': { ru: 'владелец', en: 'owner of a studio' } });
    });
    const said = async (locale: 'ru' | 'en') => (await listDemoPeople(demo, locale)).map((each) => each.detail);
    expect(await said('ru')).toEqual(['владелец']);
    expect(await said('en')).toEqual(['owner of a studio']);
    expect(await listDemoPeople({ ...demo, platform: ctx.platform }, 'ru')).toEqual([]);
  } finally {
    await world.close();
  }
});

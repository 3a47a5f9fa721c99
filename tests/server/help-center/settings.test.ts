import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  changeArticleSettings,
  getArticle,
  getArticleSettings,
  listActivity,
  listArticleChoices,
  listArticleOwners,
  listTags,
  onArticlePublished,
  searchHelp,
  settingsForm,
  startTranslation,
  type ArticleSettings,
} from '#server/help-center/index.ts';
import type { UserViewer, VisitorViewer } from '#server/identity/index.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import { openHelpCenter, type TestHelpCenter } from '#support/help-center.ts';
import { staffOf } from '#support/staff.ts';

const visitor: VisitorViewer = { kind: 'visitor', visitorHash: null, locale: 'ru' };
/** A different article for each test. */
const keys = [
  'pay-invoice',
  'receipt',
  'partial-payment',
  'track-order',
  'contract',
  'warranty-terms',
  'delivery-cost',
  'assembly-cost',
];
let key = '';
let help: TestHelpCenter;
let lera: UserViewer;
let igor: UserViewer;
let anna: UserViewer;

beforeAll(async () => {
  help = await openHelpCenter();
  lera = await staffOf(help, 'editor', 'Lera');
  igor = await staffOf(help, 'supervisor', 'Igor');
  anna = await staffOf(help, 'agent', 'Anna');
}, 60_000);
afterAll(() => help.close());
beforeEach(() => {
  key = keys.shift() ?? 'pay-invoice';
});

async function change(viewer: UserViewer, settings: Partial<ArticleSettings>, version?: number) {
  const known = await getArticleSettings(help.ctx(lera), key, 'ru');
  if (!known) throw new Error('no settings');
  const settingsVersion = version ?? known.settingsVersion;
  return changeArticleSettings(help.ctx(viewer), { ...known, ...settings, settingsVersion });
}

describe('what all languages of an article share', () => {
  it('is changed for all of them at once, and noted with what it was', async () => {
    const changed = await change(lera, { audience: 'staff', tags: ['vat', 'cards', 'vat'], verifyEveryDays: 90 });
    expect(changed).toEqual({ ok: true, value: { settingsVersion: 2, changed: true } });
    for (const locale of ['ru', 'en'] as const) {
      expect(await getArticle(help.ctx(visitor), { key, locale })).toBeNull();
      expect(await getArticle(help.ctx(anna), { key, locale })).not.toBeNull();
    }
    const [noted] = await listActivity(help.ctx(lera), key);
    expect(noted).toMatchObject({ kind: 'article.changed', locale: null, userId: lera.userId });
    expect(noted?.details).toEqual({
      changes: { audience: ['public', 'staff'], tags: [[], ['cards', 'vat']], verifyEveryDays: [null, 90] },
    });
    expect(await listTags(help.ctx(lera))).toEqual(['cards', 'vat']);
  });

  it('is followed by search', async () => {
    const events = new EventDispatcher({
      db: help.db,
      clock: help.clock,
      log: help.platform.log,
      subscriptions: [onArticlePublished({ ctx: (viewer) => help.ctx(viewer) })],
    });
    const found = async (viewer: UserViewer | VisitorViewer) =>
      (await searchHelp(help.ctx(viewer), { query: 'оплатить счёт', locale: 'ru' })).found.map((each) => each.key);
    expect(await found(visitor)).toContain(key);
    await change(lera, { audience: 'staff' });
    await events.settled();
    await events.stop();
    expect(await found(visitor)).not.toContain(key);
    expect(await found(anna)).toContain(key);
  });

  it('is left alone by whoever opened it before somebody else changed it', async () => {
    await change(igor, { tags: ['one'] });
    expect(await change(lera, { tags: ['two'] }, 1)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect((await getArticleSettings(help.ctx(lera), key, 'ru'))?.tags).toEqual(['one']);
  });

  it('stays as it is, and is noted nowhere, when nothing differs', async () => {
    expect(await change(lera, {})).toEqual({ ok: true, value: { settingsVersion: 1, changed: false } });
    expect(await listActivity(help.ctx(lera), key)).toEqual([]);
  });

  it('is taken over by a translation', async () => {
    await help.db.write((tx) => tx.run(`DELETE FROM articles WHERE key = '${key}' AND locale = 'en'`));
    await change(lera, { audience: 'signed_in', tags: ['vat'] });
    expect(await startTranslation(help.ctx(lera), { key, locale: 'en' })).toMatchObject({ ok: true });
    expect(await change(lera, { tags: [] })).toMatchObject({ ok: true, value: { settingsVersion: 3 } });
  });

  it('is refused where it makes no sense, and says why', async () => {
    const past = new Date(help.clock.now().getTime() - 1);
    const wrong: [Partial<ArticleSettings>, string][] = [
      [{ categoryId: 'nowhere' }, 'categoryId'],
      [{ audience: 'chosen', segments: [], customerIds: [] }, 'audience'],
      [{ ownerId: anna.userId }, 'ownerId'],
      [{ expiresAt: past }, 'expiresAt'],
      [{ related: ['no-such-article'] }, 'related'],
    ];
    for (const [settings, field] of wrong) {
      const refused = await change(lera, settings);
      expect(refused.ok ? [] : Object.keys(refused.error.fields ?? {}), field).toEqual([field]);
    }
  });

  it('keeps chosen customers where an editor, who sees none, changes something else', async () => {
    await change(igor, { audience: 'chosen', customerIds: ['c-1', 'c-2'] });
    expect(await change(lera, { customerIds: [], tags: ['vat'] })).toMatchObject({ ok: true });
    expect((await getArticleSettings(help.ctx(igor), key, 'ru'))?.customerIds).toEqual(['c-1', 'c-2']);
    // Nobody is left over by accident when it is opened to everyone again.
    await change(lera, { audience: 'public' });
    expect((await getArticleSettings(help.ctx(igor), key, 'ru'))?.customerIds).toEqual([]);
  });

  it('is nothing to agents and visitors', async () => {
    expect(await change(anna, { tags: ['x'] })).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(await getArticleSettings(help.ctx(visitor), key, 'ru')).toBeNull();
    expect(await listArticleOwners(help.ctx(anna))).toEqual([]);
  });
});

describe('what there is to choose from', () => {
  it('are articles by the words of their title in any language, and editors and those above them', async () => {
    const found = await listArticleChoices(help.ctx(lera), { locale: 'ru', keys: ['contract'], find: 'pay invoice' });
    expect(found.map((each) => each.key)).toEqual(expect.arrayContaining(['contract', key]));
    expect(found[0]?.key).toBe('contract');
    expect((await listArticleOwners(help.ctx(lera))).map(({ name }) => name)).toEqual(['Igor', 'Lera']);
  });

  it('is read from a form whose boxes came alone, together or not at all', () => {
    const form = { settingsVersion: '3', categoryId: 'payment', audience: 'chosen', segments: 'export' };
    const parsed = settingsForm.parse({ ...form, tags: ['vat', ' Big  Words '], newTags: 'один, два', expiresAt: '' });
    expect(parsed).toMatchObject({
      segments: ['export'],
      customerIds: [],
      tags: ['vat', 'big words', 'один', 'два'],
      ownerId: null,
      expiresAt: null,
      popular: null,
    });
    const refused = settingsForm.safeParse({ ...form, newTags: 'x', popular: '0', expiresAt: 'soon' });
    expect(refused.error?.issues.map(({ path }) => path[0]).sort()).toEqual(['expiresAt', 'newTags', 'popular']);
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  attachFile,
  changeArticleSettings,
  createArticle,
  detachFile,
  getArticle,
  getArticleFile,
  getArticleSettings,
  getArticleToWrite,
  publishRevision,
  renderDraft,
  saveBlock,
  saveRevision,
} from '#server/help-center/index.ts';
import { isWithin, type Audience } from '#server/help-center/audience.ts';
import type { UserViewer, VisitorViewer } from '#server/identity/index.ts';
import type { TestDatabase } from '#support/database.ts';
import { samplePng } from '#support/sample-files.ts';
import { at, openWrittenArticle, text } from './written-article.ts';

const visitor: VisitorViewer = { kind: 'visitor', visitorHash: null, locale: 'ru' };
const inner = { key: 'inner-rates', locale: 'ru' as const };
let world: TestDatabase;
let lera: UserViewer;
let secret: string;

beforeEach(async () => {
  ({ world, lera } = await openWrittenArticle());
  await createArticle(ctx(), { ...inner, categoryId: 'payment', title: 'Наши ставки' });
  await makeFor('staff');
  secret = await attach(inner.key, 'ставки.png');
  await publish(inner, `![Ставки](file:${secret})`);
});
afterEach(() => world.close());

const ctx = () => world.ctx(lera);
async function makeFor(audience: Audience['audience'], key = inner.key) {
  const known = await getArticleSettings(ctx(), key, 'ru');
  if (!known) throw new Error('no settings');
  return changeArticleSettings(ctx(), { ...known, audience });
}
async function attach(key: string, name: string): Promise<string> {
  const path = join(world.dataDir, name);
  writeFileSync(path, samplePng());
  const kept = await attachFile(ctx(), key, { field: 'file', path, name, declaredType: '' });
  if (!kept.ok) throw new Error(kept.error.message);
  return kept.value.id;
}
async function publish(address: typeof at | typeof inner, body: string) {
  const version = (await getArticleToWrite(ctx(), address))?.version ?? 0;
  const saved = await saveRevision(ctx(), { ...address, version, content: text(body) });
  if (!saved.ok) throw new Error(saved.error.message);
  return publishRevision(ctx(), { ...address, version: saved.value.version, at: null, reason: null });
}
const isReadable = async (id: string) => (await getArticleFile(world.ctx(visitor), id)) !== null;
const refused = (message = 'help.error.restrictedFiles') => ({
  ok: false,
  error: { message, values: { files: 'ставки.png' } },
});

describe('a file of an article that is not for everybody', () => {
  it('is not shown by one that is, which is refused by the name of the file and said before', async () => {
    const body = `![Ставки](file:${secret})`;
    expect(await renderDraft(ctx(), { ...at, body })).toMatchObject({ restricted: ['ставки.png'] });
    expect(await publish(at, body)).toMatchObject(refused());
    expect((await getArticle(world.ctx(visitor), at))?.html).toContain('Первый текст.');
    expect(await isReadable(secret)).toBe(false);
    const none = { title: '', body: '', version: 0 };
    const ru = { title: 'Ставки', body, version: 0 };
    expect(await saveBlock(ctx(), { key: 'rates', texts: { ru, en: none } })).toMatchObject(refused());
  });

  it('stays for whom it is when an article that shows it was for everybody before', async () => {
    await makeFor('public');
    expect(await publish(at, `![Ставки](file:${secret})`)).toMatchObject({ ok: true });
    expect(await isReadable(secret)).toBe(true);
    await makeFor('staff');
    expect(await isReadable(secret)).toBe(false);
  });

  it('keeps an article that shows it from being for more people; what an article has itself goes with it', async () => {
    await makeFor('staff', at.key);
    expect(await publish(at, `![Ставки](file:${secret})`)).toMatchObject({ ok: true });
    expect(await makeFor('signed_in', at.key)).toMatchObject(refused('articles.settings.error.files'));
    expect(await makeFor('public')).toMatchObject({ ok: true });
    expect(await makeFor('signed_in', at.key)).toMatchObject({ ok: true });
  });

  it('is for those of another article once that has it, too, or alone', async () => {
    const copy = await attach(at.key, 'ставки.png');
    expect(await publish(at, `![Ставки](file:${copy})`)).toMatchObject({ ok: true });
    expect([await isReadable(copy), await isReadable(secret)]).toEqual([true, false]);
    await makeFor('public');
    await publish(at, `![Ставки](file:${secret})`);
    await publish(inner, 'Без картинки.');
    expect(await detachFile(ctx(), inner.key, secret)).toMatchObject({ ok: true });
    expect(await isReadable(secret)).toBe(true);
  });
});

it('everybody of one audience is of another, or not', () => {
  const audience = (kind: Audience['audience'], segments: string[] = [], customerIds: string[] = []) => ({
    ...{ audience: kind, segments, customerIds },
  });
  const [everyone, signedIn, staff] = [audience('public'), audience('signed_in'), audience('staff')];
  const [dealers, more] = [audience('chosen', ['dealer']), audience('chosen', ['dealer', 'retail'], ['c1'])];
  const narrowing = [everyone, signedIn, more, dealers, staff];
  for (const [i, outer] of narrowing.entries()) {
    for (const [j, inside] of narrowing.entries()) expect(isWithin(inside, outer), `${i} ${j}`).toBe(j >= i);
  }
  expect(isWithin(audience('chosen', [], ['c2']), more)).toBe(false);
});

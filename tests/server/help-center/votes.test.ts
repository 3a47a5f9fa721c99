import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { articleVotes } from '#db/schema/help-center-readers.ts';
import { getVote, seedHelpCenter, voteOnArticle } from '#server/help-center/index.ts';
import { systemViewer, type VisitorViewer } from '#server/identity/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';

let test: TestDatabase;
beforeEach(async () => {
  test = await openTestDatabase();
  await seedHelpCenter(test.ctx(systemViewer('test')));
});
afterEach(() => test.close());

const visitor = (visitorHash: string | null): VisitorViewer => ({ kind: 'visitor', visitorHash, locale: 'ru' });
const article = { key: 'pay-invoice', locale: 'ru' } as const;
const rows = () => test.db.read.select().from(articleVotes);

describe('a vote on an article', () => {
  it('is kept per person, and a repeat is harmless', async () => {
    const ctx = test.ctx(visitor('a'));
    await voteOnArticle(ctx, { ...article, vote: 'yes' });
    await voteOnArticle(ctx, { ...article, vote: 'yes' });
    await voteOnArticle(test.ctx(visitor('b')), { ...article, vote: 'no' });
    expect(await rows()).toHaveLength(2);
    expect(await getVote(ctx, article)).toEqual({ helpful: true, reason: null, comment: null });
    expect(await getVote(test.ctx(visitor('c')), article)).toBeNull();
  });

  it('says why when it is a no, and forgets the reason when it becomes a yes', async () => {
    const ctx = test.ctx(visitor('a'));
    const no = await voteOnArticle(ctx, { ...article, vote: 'no', reason: 'outdated', comment: 'кнопки нет' });
    expect(no).toEqual({ ok: true, value: { helpful: false, reason: 'outdated', comment: 'кнопки нет' } });
    await voteOnArticle(ctx, { ...article, vote: 'yes', reason: 'outdated' });
    expect(await getVote(ctx, article)).toEqual({ helpful: true, reason: null, comment: null });
  });

  it('can be taken back, also twice', async () => {
    const ctx = test.ctx(visitor('a'));
    await voteOnArticle(ctx, { ...article, vote: 'no' });
    expect(await voteOnArticle(ctx, { ...article, vote: 'undo' })).toEqual({ ok: true, value: null });
    expect(await voteOnArticle(ctx, { ...article, vote: 'undo' })).toEqual({ ok: true, value: null });
    expect(await rows()).toHaveLength(0);
  });

  it('counts for the version that was read', async () => {
    const ctx = test.ctx(visitor('a'));
    await voteOnArticle(ctx, { key: 'pay-invoice', locale: 'en', vote: 'no' });
    expect(await getVote(ctx, article)).toBeNull();
    expect(await getVote(ctx, { key: 'pay-invoice', locale: 'en' })).toMatchObject({ helpful: false });
  });

  it('needs somebody to belong to, and an article', async () => {
    expect(await voteOnArticle(test.ctx(visitor(null)), { ...article, vote: 'yes' })).toMatchObject({
      ok: false,
      error: { message: 'help.voteNeedsCookie' },
    });
    expect(await voteOnArticle(test.ctx(visitor('a')), { key: 'nope', locale: 'ru', vote: 'yes' })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
  });
});

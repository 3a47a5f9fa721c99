import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customers } from '#db/schema/customers.ts';
import { events } from '#db/schema/events.ts';
import { newsFeeds } from '#db/schema/news.ts';
import { addMember, createCustomer, setVisibility, viewerOfUser } from '#server/customers/index.ts';
import { createUser, systemViewer, type MemberRole, type Role, type UserViewer } from '#server/identity/index.ts';
import {
  announceNews,
  canWriteNews,
  countUnreadNews,
  createFeed,
  createPost,
  editPost,
  getFeed,
  getNewsPost,
  getPost,
  listNews,
  listNewsSegments,
  listNewsSince,
  listPosts,
  listUnreadNews,
  markAllNewsRead,
  markNewsRead,
  openFeed,
  postForm,
  publishPost,
  revokeFeed,
  withdrawPost,
  type NewPost,
} from '#server/news/index.ts';
import { excerptOf } from '#server/news/news.ts';
import { companyInstant, companyLocal } from '#server/platform/company-day.ts';
import { countQueries } from '#support/count-queries.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';

let world: TestDatabase;
let sever: string;
let granat: string;
let owner: UserViewer;
let stranger: UserViewer;
let editor: UserViewer;
const as = (viewer: UserViewer) => world.ctx(viewer);
const system = () => world.ctx(systemViewer('a test'));
let people = 0;

async function person(role: Role): Promise<string> {
  people += 1;
  const made = await createUser(system(), { email: `n${String(people)}@x.example`, name: 'P', role, locale: 'ru' });
  if (!made.ok) throw new Error(made.error.message);
  return made.value.userId;
}
async function viewer(userId: string): Promise<UserViewer> {
  const found = await viewerOfUser(world.db, userId);
  if (!found) throw new Error('known');
  return found;
}
async function member(customerId: string, role: MemberRole = 'owner'): Promise<UserViewer> {
  const userId = await person('customer');
  await addMember(system(), { customerId, userId, role });
  return viewer(userId);
}
async function customer(name: string): Promise<string> {
  const made = await createCustomer(system(), { kind: 'company', name, locale: 'ru' });
  if (!made.ok) throw new Error(made.error.message);
  return made.value.customerId;
}
const draft = (more: Partial<NewPost> = {}): NewPost => ({
  titleRu: 'Новость',
  textRu: 'Текст **новости**',
  titleEn: '',
  textEn: '',
  audience: 'everyone',
  segment: '',
  customers: [],
  pinned: undefined,
  expiresAt: null,
  ...more,
});
async function write(more: Partial<NewPost> = {}): Promise<string> {
  world.clock.advance(1000);
  const made = await createPost(as(editor), draft(more));
  if (!made.ok) throw new Error(made.error.message);
  return made.value.postId;
}
async function tell(more: Partial<NewPost> = {}, at: Date | null = null): Promise<string> {
  const postId = await write(more);
  expect(await publishPost(as(editor), { postId, at })).toMatchObject({ ok: true });
  return postId;
}
const titles = async (by: UserViewer) => (await listNews(as(by)))?.posts.map(({ title }) => title);
const published = async () =>
  (await world.db.read.select().from(events)).filter(({ type }) => type === 'news.published');

beforeEach(async () => {
  world = await openTestDatabase();
  [sever, granat] = [await customer('Sever'), await customer('Granat')];
  await world.db.write((tx) => tx.update(customers).set({ segment: 'wholesale' }).where(eq(customers.id, sever)));
  [owner, stranger] = [await member(sever), await member(granat)];
  editor = await viewer(await person('editor'));
});
afterEach(() => world.close());

describe('a post', () => {
  it('is seen by whom it is for and by nobody else, on the list, by its id and in the feed', async () => {
    await tell({ titleRu: 'Всем' });
    const segment = await tell({ titleRu: 'Сегменту', audience: 'segment', segment: 'wholesale' });
    const named = await tell({ titleRu: 'Гранату', audience: 'customers', customers: [granat] });
    expect(await titles(owner)).toEqual(['Сегменту', 'Всем']);
    expect(await titles(stranger)).toEqual(['Гранату', 'Всем']);
    expect(await getNewsPost(as(owner), named)).toBeNull();
    expect(await getNewsPost(as(stranger), segment)).toBeNull();
    expect(await markNewsRead(as(stranger), { postId: segment })).toMatchObject({ error: { code: 'not_found' } });
    expect((await listNewsSince(as(stranger), new Date(0))).map(({ title }) => title)).toEqual(['Гранату', 'Всем']);
    expect(await titles(await member(sever, 'member'))).toEqual(['Сегменту', 'Всем']);
  });

  it('appears and goes by the clock, and everyone is told once, whoever makes it visible', async () => {
    const later = await tell(
      { titleRu: 'Позже', expiresAt: new Date('2026-11-25T00:00:00Z') },
      new Date('2026-11-20T06:00:00Z'),
    );
    expect(await titles(owner)).toEqual([]);
    expect(await getPost(as(editor), later)).toMatchObject({ state: 'scheduled' });
    expect(await announceNews(system())).toBe(0);
    world.clock.set('2026-11-20T06:00:30Z');
    expect(await titles(owner)).toEqual(['Позже']);
    expect((await Promise.all([announceNews(system()), announceNews(system())])).toSorted()).toEqual([0, 1]);
    await withdrawPost(as(editor), { postId: later });
    expect(await titles(owner)).toEqual([]);
    await publishPost(as(editor), { postId: later, at: null });
    expect((await published()).map(({ payload }) => payload)).toEqual([{ postId: later, byUserId: null }]);
    world.clock.set('2026-11-25T00:00:00Z');
    expect(await titles(owner)).toEqual([]);
    expect(await getPost(as(editor), later)).toMatchObject({ state: 'expired' });
    const gone = await write({ expiresAt: new Date('2026-11-24T00:00:00Z') });
    expect(await publishPost(as(editor), { postId: gone, at: null })).toMatchObject({
      error: { fields: { expiresAt: 'news.error.expires' } },
    });
  });

  it('is shown in the reader’s language, or in the one there is', async () => {
    await tell({ titleRu: 'Два языка', titleEn: 'Two languages', textEn: 'Text' });
    await tell({ titleRu: '', textRu: '', titleEn: 'English only', textEn: '<script>alert(1)</script>Text' });
    expect(await titles(owner)).toEqual(['English only', 'Два языка']);
    const english: UserViewer = { ...owner, locale: 'en' };
    expect(await titles(english)).toEqual(['English only', 'Two languages']);
    const [post] = await listNewsSince(as(english), new Date(0));
    expect(post?.html).not.toContain('script');
  });

  it('is pinned on top, unread until its reader has read it, and only theirs changes', async () => {
    const pinned = await tell({ titleRu: 'Закреплено', pinned: 'on' });
    await tell({ titleRu: 'Свежее' });
    expect(await titles(owner)).toEqual(['Закреплено', 'Свежее']);
    expect(await countUnreadNews(as(owner))).toBe(2);
    await markNewsRead(as(owner), { postId: pinned });
    await markNewsRead(as(owner), { postId: pinned });
    expect((await listUnreadNews(as(owner)))?.map(({ title }) => title)).toEqual(['Свежее']);
    expect(await countUnreadNews(as(stranger))).toBe(2);
    await markAllNewsRead(as(owner));
    expect(await countUnreadNews(as(owner))).toBe(0);
  });

  it('edited by two at once keeps the first, and the second is told', async () => {
    const postId = await write();
    const edit = (version: number, titleRu: string) => editPost(as(editor), { ...draft({ titleRu }), postId, version });
    expect(await edit(1, 'Первый')).toMatchObject({ ok: true });
    expect(await edit(1, 'Второй')).toMatchObject({ error: { code: 'conflict', message: 'news.error.changed' } });
    expect(await getPost(as(editor), postId)).toMatchObject({ version: 2, texts: { ru: { title: 'Первый' } } });
  });
});

it('news is written by editors, supervisors and admins; the rest is told there is nothing', async () => {
  const postId = await tell();
  for (const role of ['editor', 'supervisor', 'admin'] as const)
    expect(canWriteNews(await viewer(await person(role)))).toBe(true);
  for (const other of [owner, await viewer(await person('agent'))]) {
    const ctx = as(other);
    expect(await listPosts(ctx, { locale: 'ru' })).toBeNull();
    expect(await getPost(ctx, postId)).toBeNull();
    expect(await listNewsSegments(ctx)).toEqual([]);
    for (const tried of [
      createPost(ctx, draft()),
      editPost(ctx, { ...draft(), postId, version: 1 }),
      publishPost(ctx, { postId, at: null }),
      withdrawPost(ctx, { postId }),
    ]) {
      expect(await tried).toMatchObject({ ok: false, error: { code: 'not_found' } });
    }
  }
  expect(await listNewsSegments(as(editor))).toEqual(['wholesale']);
  expect(await listPosts(as(editor), { locale: 'ru' })).toMatchObject({ counts: { all: 1, published: 1, draft: 0 } });
});

it('where the company hides the news there is none: no list, no post, no feed', async () => {
  const postId = await tell();
  const made = await createFeed(as(owner));
  if (!made.ok) throw new Error('made');
  await setVisibility(system(), { scope: 'customer', target: sever, hides: ['news'], shows: [] });
  const now = await viewer(owner.userId);
  expect(await listNews(as(now))).toBeNull();
  expect(await countUnreadNews(as(now))).toBeNull();
  expect(await getNewsPost(as(now), postId)).toBeNull();
  expect(await createFeed(as(now))).toMatchObject({ ok: false });
  expect(await openFeed(system(), made.value.token)).toBeNull();
});

it('a feed opens by its secret alone, which is stored as a hash, replaced and revoked', async () => {
  await tell({ titleRu: 'Всем' });
  await tell({ titleRu: 'Гранату', audience: 'customers', customers: [granat] });
  const make = async () => {
    const made = await createFeed(as(owner));
    if (!made.ok) throw new Error('made');
    return made.value.token;
  };
  const first = await make();
  const [stored] = await world.db.read.select().from(newsFeeds);
  expect(stored?.tokenHash).not.toContain(first);
  expect((await openFeed(system(), first))?.posts.map(({ title }) => title)).toEqual(['Всем']);
  const second = await make();
  expect(await openFeed(system(), first)).toBeNull();
  expect(await openFeed(system(), second)).not.toBeNull();
  expect(await openFeed(system(), 'guessed')).toBeNull();
  await revokeFeed(as(owner));
  expect(await openFeed(system(), second)).toBeNull();
  expect(await getFeed(as(owner))).toBeNull();
});

it('the list asks the database as often for many posts as for one', async () => {
  await tell();
  const few = await countQueries(as(owner), (ctx) => listNews(ctx));
  for (let i = 0; i < 12; i++) await tell({ titleRu: `Запись ${String(i)}` });
  expect(await countQueries(as(owner), (ctx) => listNews(ctx))).toBe(few);
  expect(few).toBe(4);
});

describe('the form of a post', () => {
  const form = { audience: 'everyone', titleRu: 'Да', textRu: 'Текст' };
  const wrong = (body: object) =>
    postForm.safeParse(body).error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [];

  it('needs a whole language, an audience that exists, and an end after its beginning', () => {
    expect(wrong(form)).toEqual([]);
    expect(wrong({ audience: 'everyone' })).toEqual([['titleRu', 'news.error.title']]);
    expect(wrong({ ...form, titleEn: 'Only a title' })).toEqual([['textEn', 'news.error.text']]);
    expect(wrong({ ...form, textRu: '[x](article:pay)' })).toEqual([['textRu', 'news.error.articleLink']]);
    expect(wrong({ ...form, audience: 'segment' })).toEqual([['segment', 'news.error.segment']]);
    expect(wrong({ ...form, audience: 'customers' })).toEqual([['customers', 'news.error.customers']]);
    expect(wrong({ ...form, publishAt: '2026-12-02T10:00', expiresAt: '2026-12-01T10:00' })).toHaveLength(1);
    expect(wrong({ ...form, publishAt: 'tomorrow' })).toHaveLength(1);
  });

  it('takes each picked customer from a field of its own, and times from the company’s clock', () => {
    const post = postForm.parse({ ...form, 'customer.a': 'on', 'customer.b': 'on', publishAt: '2026-12-01T10:00' });
    expect(post.customers).toEqual(['a', 'b']);
    expect(post.publishAt).toEqual(new Date('2026-12-01T07:00:00Z'));
    expect(companyLocal(companyInstant('2026-12-01T10:00'))).toBe('2026-12-01T10:00');
  });
});

it('an excerpt is the beginning in whole words', () => {
  expect(excerptOf('Коротко')).toBe('Коротко');
  const long = excerptOf('слово '.repeat(80));
  expect(long.length).toBeLessThanOrEqual(221);
  expect(long).toMatch(/слово…$/);
});

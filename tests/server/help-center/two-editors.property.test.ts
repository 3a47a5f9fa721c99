import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  archiveArticle,
  createArticle,
  discardRevision,
  getArticle,
  getArticleToWrite,
  listRevisions,
  publishDueRevisions,
  publishRevision,
  restoreRevision,
  returnRevision,
  saveRevision,
  submitRevision,
  unarchiveArticle,
  type Content,
} from '#server/help-center/index.ts';
import { putCategories } from '#server/help-center/publish-article.ts';
import { findArticleRow } from '#server/help-center/revision.queries.ts';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { staffOf } from '#support/staff.ts';

const HOUR_MS = 3_600_000;
const kinds = [
  ...['open', 'save', 'save', 'autosave', 'submit', 'publish', 'schedule'],
  ...['return', 'discard', 'restore', 'archive', 'unarchive', 'wait'],
] as const;
const steps = fc.array(
  fc.record({ who: fc.integer({ min: 0, max: 1 }), kind: fc.constantFrom(...kinds), pick: fc.nat(20) }),
  { minLength: 4, maxLength: 24 },
);

let world: TestDatabase;
let editors: UserViewer[];
let made = 0;

beforeAll(async () => {
  world = await openTestDatabase();
  editors = [await staffOf(world, 'editor', 'Lera'), await staffOf(world, 'editor', 'Oleg')];
  const named = { icon: 'receipt', title: { ru: 'Оплата', en: 'Pay' }, summary: { ru: 'Оплата', en: 'Pay' } };
  await world.db.write((tx) =>
    putCategories(tx, [
      { id: 'free', ...named },
      { id: 'read', ...named, reviewed: true },
    ]),
  );
});
afterAll(() => world.close());

const text = (mark: string): Content => ({
  title: 'Как оплатить счёт',
  summary: 'Картой, по коду или переводом.',
  questions: ['оплатить счёт'],
  body: `${mark}\n\nОткройте счёт в кабинете и выберите способ оплаты: картой, кодом или переводом.`,
});

/** What one editor has open: a form, and the save it began with. */
interface Form {
  version: number;
  content: Content;
}

async function play(categoryId: string, list: readonly { who: number; kind: (typeof kinds)[number]; pick: number }[]) {
  made += 1;
  const at = { key: `article-${String(made)}`, locale: 'ru' as const };
  const as = (who: number) => world.ctx(editors[who] as UserViewer);
  const system = world.ctx(systemViewer('a test'));
  await createArticle(as(0), { ...at, categoryId, ...text('begun') });
  const open = async (who: number): Promise<Form> => {
    const { version, content } = (await getArticleToWrite(as(who), at)) as Form;
    return { version, content };
  };
  const forms = [await open(0), await open(1)] as [Form, Form];
  /** The last text somebody was told is saved. */
  let latest = 'begun';
  let count = 0;
  let isAway = false;
  for (const { who, kind, pick } of list) {
    const form = forms[who] as Form;
    const { version } = form;
    if (kind === 'open') forms[who] = await open(who);
    if (kind === 'save' || kind === 'autosave') {
      // Whoever saves has changed what stood in the form, and keeps the rest of it.
      const mark = `text-${String(++count)}`;
      const content = text(mark);
      const before = (await getArticleToWrite(as(who), at))?.content.body;
      const saved = await saveRevision(as(who), { ...at, version, content });
      if (saved.ok) {
        // Nobody's text is replaced by somebody who has not seen it.
        expect(before).toBe(form.content.body);
        latest = mark;
        forms[who] = { version: saved.value.version, content };
      } else {
        expect(saved.collision?.theirs.body).toBe((await open(who)).content.body);
      }
    }
    if (kind === 'submit') await submitRevision(as(who), { ...at, version, reason: null });
    if (kind === 'publish') await publishRevision(as(who), { ...at, version, at: null, reason: null });
    const later = new Date(world.clock.now().getTime() + HOUR_MS);
    if (kind === 'schedule') await publishRevision(as(who), { ...at, version, at: later, reason: null });
    if (kind === 'return') await returnRevision(as(who), { ...at, note: 'Иначе' });
    if (kind === 'discard') await discardRevision(as(who), { ...at, version });
    if (kind === 'restore') await restoreRevision(as(who), { ...at, number: 1 + (pick % 4) });
    // Whoever gives an archived article a time wants it back; nothing else brings it back.
    if (kind === 'archive') isAway = true;
    if (kind === 'unarchive' || kind === 'schedule' || kind === 'publish') isAway = false;
    if (kind === 'archive') await archiveArticle(as(who), at);
    if (kind === 'unarchive') await unarchiveArticle(as(who), at);
    if (kind === 'wait') {
      world.clock.advance(2 * HOUR_MS);
      await publishDueRevisions(system);
      if (isAway) expect((await findArticleRow(world.db.read, at))?.status).toBe('archived');
    }
    await check(at, categoryId, latest);
  }
}

async function check(at: { key: string; locale: 'ru' }, categoryId: string, latest: string) {
  const ctx = world.ctx(editors[0] as UserViewer);
  const revisions = await listRevisions(ctx, at);
  const article = await findArticleRow(world.db.read, at);
  const working = revisions.filter(({ state }) => ['draft', 'in_review', 'scheduled'].includes(state));
  expect(working.length).toBeLessThanOrEqual(1);
  // What readers see is a published text, and nothing else.
  const seen = await getArticle(world.ctx({ kind: 'visitor', visitorHash: null, locale: 'ru' }), at);
  const shown = revisions.find(({ number }) => number === article?.revision);
  expect(seen === null).toBe(article?.status !== 'published');
  if (seen) {
    expect(shown?.state).toBe('published');
    expect(seen.html).toContain((shown?.body ?? '').split('\n')[0]);
  }
  if (categoryId === 'read') {
    for (const each of revisions.filter(({ state }) => state === 'published' || state === 'scheduled')) {
      expect(each.publishedBy).not.toBe(each.authorId);
      expect(each.publishedBy).not.toBe(each.submittedBy);
    }
  }
  // A number and a save stand for one text only.
  expect(new Set(revisions.map(({ number }) => number)).size).toBe(revisions.length);
  expect(new Set(revisions.map(({ version }) => version)).size).toBe(revisions.length);
  // What was said to be saved can be found and taken up again, also after it was given up or replaced by an earlier text.
  expect(revisions.map(({ body }) => body.split('\n')[0])).toContain(latest);
}

describe('two editors of one article, whatever they do in whatever order', () => {
  it.each(['free', 'read'])('replace nobody’s text unseen, and show readers what was published (%s)', async (topic) => {
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        await play(topic, list);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});

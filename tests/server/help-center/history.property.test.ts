import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  archiveArticle,
  changeArticleSettings,
  createArticle,
  discardRevision,
  getArticleSettings,
  getArticleToWrite,
  publishRevision,
  restoreRevision,
  returnRevision,
  saveRevision,
  startTranslation,
  submitRevision,
  unarchiveArticle,
  verifyArticle,
} from '#server/help-center/index.ts';
import { manyLines, oneLine } from '#server/platform/visible-text.ts';
import { Installation, told } from './history-world.ts';

const words = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.toWellFormed());
const line = words.map((text) => `Слова ${oneLine(text)} и ещё`.trim());
const body = fc
  .array(fc.oneof(words, fc.constantFrom('---', '', '- x', '# h', '| a | b |', '…')), { maxLength: 6 })
  .map((lines) => manyLines(`Текст, которого хватит на статью, и ещё немного сверх того.\n${lines.join('\n')}`).trim());

const text = fc.record(
  { title: line, summary: line, questions: fc.array(line, { maxLength: 3 }), body },
  { noNullPrototype: true },
);
const reason = fc.option(line);
const act = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('save' as const), text, reason }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('renew' as const), text, reason }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('publish' as const), reason, days: fc.constantFrom(0, 0, 0, 3) }),
  },
  fc.record({ kind: fc.constantFrom('submit', 'discard', 'archive', 'unarchive', 'translate') }),
  fc.record({ kind: fc.constant('return' as const), note: words.map((note) => `Не так:\r\n${note}`) }),
  fc.record({ kind: fc.constant('restore' as const), number: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('verify' as const), reason: line }),
  fc.record({
    kind: fc.constant('settings' as const),
    audience: fc.constantFrom('public', 'signed_in', 'chosen', 'staff'),
    segments: fc.uniqueArray(fc.constantFrom('export', 'retail'), { minLength: 1 }),
    tags: fc.uniqueArray(line, { maxLength: 3 }),
    isOwned: fc.boolean(),
    verifyEveryDays: fc.option(fc.integer({ min: 1, max: 400 })),
    expiresInDays: fc.option(fc.integer({ min: 1, max: 400 })),
    categoryId: fc.constantFrom('payment', 'delivery'),
  }),
);
const step = fc.record({
  act,
  who: fc.constantFrom('Lera', 'Anton'),
  key: fc.constantFrom<string>('one', 'two'),
  locale: fc.constantFrom('ru', 'en'),
  minutes: fc.constantFrom(0, 0, 1, 2_000),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const sure = ['ru/0003.md', 'en/0001.md', 'activity.yaml'].map((path) => `history/articles/sure/${path}`);
const renewed = (word: string): Step['act'] => {
  const content = { title: `Статья ${word}`, summary: `О том, что ${word}`, questions: [] };
  return {
    kind: 'renew',
    text: { ...content, body: `${word}: текст, которого хватит на статью, и ещё немного.` },
    reason: word,
  };
};
const everybodys = {
  tags: ['ндс'],
  isOwned: true,
  verifyEveryDays: 90,
  expiresInDays: null,
  categoryId: 'payment',
} as const;
const begun = (
  [
    { act: { kind: 'submit' }, locale: 'ru' },
    { act: renewed('сначала'), locale: 'ru' },
    { act: renewed('потом'), locale: 'ru' },
    { act: { kind: 'translate' }, locale: 'ru' },
    { act: renewed('перевод'), locale: 'en' },
    { act: { kind: 'settings', audience: 'chosen', segments: ['retail'], ...everybodys }, locale: 'ru' },
    { act: renewed('под конец'), locale: 'ru' },
  ] as { act: Step['act']; locale: 'ru' | 'en' }[]
).map((each, place): Step => {
  return { ...each, who: place % 2 === 0 ? 'Lera' : 'Anton', key: 'sure', minutes: 1 };
});

/** Does it where it can be done; what cannot be is refused and changes nothing. */
async function take(here: Installation, { act: does, who, key, locale, minutes }: Step): Promise<void> {
  here.world.clock.advance(minutes * 60_000);
  const ctx = here.as(who);
  const at = { key, locale };
  const article = await getArticleToWrite(ctx, at);
  if (!article) {
    if (does.kind === 'translate') await startTranslation(ctx, at);
    else await createArticle(ctx, { ...at, categoryId: 'payment', title: `Начата ${key}` });
    return;
  }
  const { version } = article;
  switch (does.kind) {
    case 'save':
      await saveRevision(ctx, { ...at, version, content: does.text, reason: does.reason });
      break;
    case 'renew': {
      const saved = await saveRevision(ctx, { ...at, version, content: does.text });
      if (saved.ok) await publishRevision(ctx, { ...at, version: saved.value.version, at: null, reason: does.reason });
      break;
    }
    case 'publish': {
      const day = does.days === 0 ? null : new Date(here.world.clock.now().getTime() + does.days * 86_400_000);
      await publishRevision(ctx, { ...at, version, at: day, reason: does.reason });
      break;
    }
    case 'submit':
      await submitRevision(ctx, { ...at, version, reason: null });
      break;
    case 'return':
      await returnRevision(ctx, { ...at, note: does.note });
      break;
    case 'discard':
      await discardRevision(ctx, { ...at, version });
      break;
    case 'archive':
      await archiveArticle(ctx, at);
      break;
    case 'unarchive':
      await unarchiveArticle(ctx, at);
      break;
    case 'translate':
      await startTranslation(ctx, { key, locale: locale === 'ru' ? 'en' : 'ru' });
      break;
    case 'restore':
      await restoreRevision(ctx, { ...at, number: does.number });
      break;
    case 'verify':
      await verifyArticle(ctx, { ...at, reason: does.reason });
      break;
    case 'settings': {
      const known = await getArticleSettings(ctx, key, 'ru');
      if (!known) break;
      const { audience, segments, tags, verifyEveryDays, expiresInDays, categoryId } = does;
      const expiresAt =
        expiresInDays === null ? null : new Date(here.world.clock.now().getTime() + expiresInDays * 86_400_000);
      const ownerId = does.isOwned ? (here.people['Lera']?.userId ?? null) : null;
      const changed = { audience, segments, tags, verifyEveryDays, expiresAt, categoryId, ownerId };
      await changeArticleSettings(ctx, { ...known, ...changed });
    }
  }
}

describe('the history of articles as a folder', () => {
  it('comes back from another installation to the byte, whatever was done to its articles', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 45 }), async (steps) => {
        const here = await Installation.open('Lera', 'Anton');
        // Anton has no account there; he stays a name.
        const there = await Installation.open('Lera');
        try {
          for (const each of [...begun, ...steps]) await take(here, each);
          const before = await here.exported();
          // Whatever else was made, these were: three texts, two languages, not for everybody.
          expect(Object.keys(before)).toEqual(expect.arrayContaining(sure));
          expect(before['ru/payment/sure.md']).toContain('audience: chosen');
          there.world.clock.advance(1_000 * 86_400_000);
          const first = await there.imported(before);
          expect(first.filter(({ state }) => state === 'refused')).toEqual([]);
          expect(await there.exported()).toEqual(before);
          expect(told(await there.imported(before))).toEqual([]);
          expect(told(await here.imported(before))).toEqual([]);
          expect(await here.exported()).toEqual(before);
        } finally {
          await Promise.all([here.close(), there.close()]);
        }
      }),
      { numRuns: 6 },
    );
  }, 120_000);
});

import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportArticles, seedHelpCenter } from '#server/help-center/index.ts';
import {
  readArticleFile,
  readBlockFile,
  writeArticle,
  writeBlock,
  type ArticleDocument,
} from '#server/help-center/article-folder.ts';
import { manyLines, oneLine } from '#server/platform/visible-text.ts';
import { file, FolderWorld, pathOf, treeOf } from './folder-world.ts';

const here = new FolderWorld();

describe('the text of a file', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.toWellFormed().replaceAll('\r', ''));
  const key = fc.stringMatching(/^[a-z0-9]{1,10}(-[a-z0-9]{1,5})?$/);
  const document = fc.record<ArticleDocument>({
    ...{ key, categoryId: key, locale: fc.constantFrom('ru', 'en'), title: words, summary: words },
    questions: fc.array(words, { maxLength: 5 }),
    body: fc
      .array(fc.oneof(words, fc.constantFrom('---', '', '  - x', '{{block:a}}', '# h', '\t')), { maxLength: 8 })
      .map((lines) => lines.join('\n')),
    related: fc.array(key, { maxLength: 5 }),
    updatedOn: fc.constant('2026-11-01'),
    popular: fc.option(fc.integer({ min: 1, max: 99 })),
    audience: fc.constantFrom('public', 'signed_in', 'chosen', 'staff'),
    ...{ segments: fc.array(words, { maxLength: 3 }), customerIds: fc.array(key, { maxLength: 3 }) },
    tags: fc.array(words, { maxLength: 3 }),
    owner: fc.option(fc.constant('v.lisitsyna@dubrava.example')),
    verifyEveryDays: fc.option(fc.integer({ min: 1, max: 3650 })),
    expiresAt: fc.option(fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })),
    status: fc.constantFrom('published', 'draft', 'archived'),
  });

  it('says everything of an article, whatever stands in it', () => {
    fc.assert(
      fc.property(document, (article) => {
        expect(readArticleFile(pathOf(article), writeArticle(article))).toEqual({ ok: true, value: article });
      }),
      { numRuns: 500 },
    );
  });

  it('says everything of a block', () => {
    fc.assert(
      fc.property(key, words, words, (name, title, body) => {
        const block = { key: name, locale: 'en' as const, title, body };
        expect(readBlockFile(`blocks/en/${name}.md`, writeBlock(block))).toEqual({ ok: true, value: block });
      }),
    );
  });

  it('comes back from the database as it was written, whatever was published, drafted or archived', async () => {
    await seedHelpCenter(here.system);
    const long = words.map(
      (text) => `Слова ${text.trim()} и ещё несколько, чтобы хватило на статью, которую не стыдно показать.`,
    );
    const settled = fc
      .tuple(document, long, long)
      .map(([each, title, body]): ArticleDocument => {
        const isChosen = each.audience === 'chosen';
        return {
          ...each,
          // What nobody sees is left out on the way in, as it is in the desk.
          ...{ title: oneLine(title).slice(0, 100), summary: oneLine(title).slice(0, 100) },
          body: manyLines(`${body}\n${each.body}x`),
          ...{ categoryId: 'payment', related: [], key: `g-${each.key}`, owner: each.owner && here.lera.email },
          questions: each.questions.map((question) => oneLine(`${question} и вопрос`)),
          segments: isChosen ? ['export', ...each.segments.filter((segment) => segment > 'export')].sort() : [],
          customerIds: isChosen ? [...new Set(each.customerIds)].sort() : [],
          tags: [...new Set(each.tags.map(oneLine))].sort((a, b) => a.localeCompare(b)),
        };
      })
      .map((each) => ({ ...each, segments: [...new Set(each.segments)].sort(), body: withoutLinks(each.body) }));
    const several = fc.uniqueArray(settled, { minLength: 1, maxLength: 12, selector: ({ key: name }) => name });
    await fc.assert(
      fc.asyncProperty(several, async (list) => {
        rmSync(here.folder, { recursive: true, force: true });
        const named = list.map((each) => ({ ...each, key: `${each.key}-${String(++run)}` }));
        for (const each of named) here.put(pathOf(each), writeArticle(each));
        const before = treeOf(here.folder);
        expect((await here.imported()).list.filter(({ state }) => state !== 'new')).toEqual([]);
        expect((await here.imported()).told).toEqual([]);
        await exportArticles(here.system, here.folder);
        expect(Object.fromEntries(Object.entries(treeOf(here.folder)).filter(([path]) => path in before))).toEqual(
          before,
        );
      }),
      { numRuns: 8 },
    );
  });
  let run = 0;
  const withoutLinks = (body: string) => body.replaceAll('{{block:a}}', '');

  it('may have been written on Windows', () => {
    const article = file({ body: 'Первая строка.\n\nВторая.' });
    const windows = writeArticle(article).replaceAll('\n', '\r\n');
    expect(readArticleFile(pathOf(article), windows)).toEqual({ ok: true, value: article });
  });
});

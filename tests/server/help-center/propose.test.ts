import { afterEach, beforeEach, expect, it } from 'vitest';
import { getArticle, listRevisions, proposalOf, proposeArticle, seedHelpCenter } from '#server/help-center/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { staffOf } from '#support/staff.ts';

let world: TestDatabase;
beforeEach(async () => {
  world = await openTestDatabase();
  await seedHelpCenter(world.ctx(systemViewer('test')));
});
afterEach(() => world.close());

const exchange = [
  { from: 'person' as const, text: 'Можно ли поменять обивку?\nМой телефон +7 900 123-45-67' },
  { from: 'agent' as const, text: 'Да, в течение трёх дней.\nПишите на anna@dubrava.example' },
];

it('a conversation becomes the raw material of an article, without numbers and addresses', () => {
  const about = { subject: null, path: '/desk/conversations/1', intro: 'Из разговора 5-001:' };
  expect(proposalOf(exchange, about)).toEqual({
    title: 'Можно ли поменять обивку?',
    body: [
      '<!-- Из разговора 5-001: /desk/conversations/1 -->',
      '> **Можно ли поменять обивку? Мой телефон +…**',
      '> Да, в течение трёх дней.\n> Пишите на …@…',
    ].join('\n\n'),
  });
});

it('whoever answers may begin an article, which editors publish; nobody else may', async () => {
  const timur = await staffOf(world, 'agent', 'Timur');
  const lera = await staffOf(world, 'editor', 'Lera');
  const proposal = { title: 'Как поменять обивку', categoryId: 'changes', body: '> Да', locale: 'ru' as const };
  const begun = await proposeArticle(world.ctx(timur), { ...proposal, question: 'Можно ли поменять обивку?' });
  expect(begun).toEqual({ ok: true, value: { key: 'kak-pomenyat-obivku', locale: 'ru' } });
  const at = { key: 'kak-pomenyat-obivku', locale: 'ru' as const };
  const [revision] = await listRevisions(world.ctx(lera), at);
  expect(revision).toMatchObject({ state: 'draft', authorId: timur.userId, questions: ['можно ли поменять обивку?'] });
  const visitor = { kind: 'visitor' as const, visitorHash: 'a', locale: 'ru' as const };
  expect(await getArticle(world.ctx(visitor), at)).toBeNull();
  expect(await proposeArticle(world.ctx(visitor), { ...proposal, question: '' })).toMatchObject({
    error: { code: 'not_found' },
  });
});

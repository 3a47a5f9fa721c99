import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onContentPublished, onMessagePosted, seedScenarios } from '#server/assistant/index.ts';
import { addMember, createCustomer, viewerOfUser } from '#server/customers/index.ts';
import {
  attachFile,
  changeArticleSettings,
  onArticlePublished,
  publishArticle,
  publishRevision,
  saveRevision,
  startRevision,
  type Audience,
} from '#server/help-center/index.ts';
import { putCategories } from '#server/help-center/publish-article.ts';
import { contentOf } from '#server/help-center/revision.ts';
import { createUser, type UserViewer, type Viewer } from '#server/identity/index.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import { openHelpCenter, type TestHelpCenter } from '#support/help-center.ts';
import { samplePng } from '#support/sample-files.ts';
import { staffOf } from '#support/staff.ts';
import { must } from '../assistant/story.ts';

export const readers = ['visitor', 'stranger', 'exporter', 'chosen', 'agent', 'editor'] as const;
export type ReaderName = (typeof readers)[number];

/** An article for some, and a word that stands in it and nowhere else. */
export interface Secret {
  key: string;
  /** What one would look for. */
  query: string;
  /** Stands in title, summary, questions and text. */
  mark: string;
  category: string;
  readableBy: readonly ReaderName[];
}

const everyStaff = ['agent', 'editor'] as const;

export const secrets = {
  staff: { key: 'secret-staff', query: 'зубробель', mark: 'Кардамон', category: 'hall-a', readableBy: everyStaff },
  signed_in: {
    ...{ key: 'secret-signed-in', query: 'мурлокотам', mark: 'Эстрагон', category: 'hall-b' },
    readableBy: ['stranger', 'exporter', 'chosen', ...everyStaff],
  },
  segment: {
    ...{ key: 'secret-segment', query: 'брандашмыг', mark: 'Тимьян', category: 'hall-c' },
    readableBy: ['exporter', ...everyStaff],
  },
  customer: {
    ...{ key: 'secret-customer', query: 'верлиока', mark: 'Шафран', category: 'hall-d' },
    readableBy: ['chosen', ...everyStaff],
  },
} as const satisfies Record<string, Secret>;
export type SecretName = keyof typeof secrets;

export interface LeakWorld extends TestHelpCenter {
  viewers: Record<ReaderName, Viewer>;
  events: EventDispatcher;
  /** The picture each of the articles shows, by the article's key. */
  pictures: Record<string, string>;
}

/** The shipped help center with four articles that are not for everyone, each beside an ordinary one that leads to it. */
export async function openLeakWorld(): Promise<LeakWorld> {
  const help = await openHelpCenter();
  const { system, db, clock, platform } = help;
  await seedScenarios(system);
  const subscriptions = [onMessagePosted(help), ...onContentPublished(help), onArticlePublished(help)];
  const events = new EventDispatcher({ db, clock, log: platform.log, subscriptions });
  events.start();
  const people = {
    stranger: await customerOf(help, 'stranger', null),
    exporter: await customerOf(help, 'exporter', 'export'),
    chosen: await customerOf(help, 'chosen', null),
  };
  const editor = await staffOf(help, 'editor', 'Lera');
  const viewers = {
    visitor: { kind: 'visitor' as const, visitorHash: 'a visitor', locale: 'ru' as const },
    ...people,
    ...{ agent: await staffOf(help, 'agent', 'Anna'), editor },
  };
  const audiences: Record<SecretName, Audience> = {
    staff: { audience: 'staff', segments: [], customerIds: [] },
    signed_in: { audience: 'signed_in', segments: [], customerIds: [] },
    segment: { audience: 'chosen', segments: ['export'], customerIds: [] },
    customer: {
      ...{ audience: 'chosen', segments: [] },
      customerIds: [people.chosen.memberships[0]?.customerId ?? ''],
    },
  };
  await db.write((tx) =>
    putCategories(
      tx,
      Object.values(secrets).map(({ category }) => {
        const name = `Зал ${category}`;
        return { id: category, icon: 'receipt', title: { ru: name, en: name }, summary: { ru: name, en: name } };
      }),
    ),
  );
  const pictures: Record<string, string> = {};
  for (const name of Object.keys(secrets) as SecretName[]) {
    pictures[secrets[name].key] = await write(help, secrets[name], audiences[name], editor);
  }
  await events.settled();
  return {
    ...help,
    ...{ viewers, events, pictures },
    close: async () => {
      await events.stop();
      await help.close();
    },
  };
}

async function customerOf(help: TestHelpCenter, name: string, segment: string | null): Promise<UserViewer> {
  const { system, db } = help;
  const company = { kind: 'company' as const, name, locale: 'ru' as const };
  const { customerId } = must(await createCustomer(system, { ...company, ...(segment ? { segment } : {}) }));
  const person = { email: `${name}@customer.example`, name, role: 'customer', locale: 'ru' } as const;
  const { userId } = must(await createUser(system, person));
  must(await addMember(system, { customerId, userId, role: 'owner' }));
  const viewer = await viewerOfUser(db, userId);
  if (!viewer) throw new Error(`${name} cannot sign in`);
  return viewer;
}

async function write(
  help: TestHelpCenter,
  { key, query, mark, category }: Secret,
  audience: Audience,
  uploader: UserViewer,
): Promise<string> {
  const { system } = help;
  const shared = { categoryId: category, updatedOn: '2026-11-01' };
  for (const locale of ['ru', 'en'] as const) {
    must(
      await publishArticle(system, {
        ...{ ...shared, key, locale, related: [], popular: 1 },
        title: `Правила: ${query}, ${mark}`,
        summary: `Как устроен ${query} и при чём здесь ${mark}.`,
        questions: [query, `${query} ${mark}`, `что такое ${query} ${mark}`, mark],
        body: `${mark} бывает разный. Внутренний порядок: ${query} ведут по журналу, ${mark} хранят отдельно от всего.`,
      }),
    );
    must(
      await publishArticle(system, {
        ...{ ...shared, key: `beside-${key}`, locale, related: [key] },
        title: `Обычная статья рядом ${category}`,
        summary: 'Её читают все, и она ни о чём таком не говорит.',
        questions: ['обычная статья', 'что рядом', 'соседняя статья'],
        body: `Подробности — [в другой статье](article:${key}). Остальное здесь и не отличается от прочего.`,
      }),
    );
  }
  const picture = await attachPicture(help, key, uploader);
  const shown = must(await startRevision(system, { key, locale: 'ru' }));
  const body = `${shown.body}\n\n![${mark}](file:${picture})`;
  const saved = must(
    await saveRevision(system, { key, locale: 'ru', version: 1, content: { ...contentOf(shown), body } }),
  );
  must(await publishRevision(system, { key, locale: 'ru', version: saved.version, at: null, reason: null }));
  must(
    await changeArticleSettings(system, {
      ...{ key, settingsVersion: 1, categoryId: category, ...audience },
      ...{ tags: [], related: [], ownerId: null, verifyEveryDays: null, expiresAt: null, popular: 1 },
    }),
  );
  return picture;
}

async function attachPicture(help: TestHelpCenter, key: string, uploader: UserViewer): Promise<string> {
  const path = join(help.dataDir, `${key}.png`);
  writeFileSync(path, samplePng());
  const upload = { field: 'file', path, name: `${key}.png`, declaredType: 'image/png' };
  return must(await attachFile(help.ctx(uploader), key, upload)).id;
}

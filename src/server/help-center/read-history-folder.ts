import { isLocale } from '#content/locales.ts';
import { articleKey } from './article.schema.ts';
import {
  readActivity,
  readFileList,
  readPeople,
  readSavedBlock,
  type ActivityDocument,
  type FileDocument,
  type SavedBlockDocument,
} from './history-folder.ts';
import { readText, type HistoryProblem } from './read-history.ts';

/** What `history/` of a folder holds. Those of articles are read one by one: all of them at once may be more than memory holds. */
export interface HistoryFolder {
  /** Paths of the files of each article's history, by its key. */
  articles: Map<string, string[]>;
  /** Names by mail address. */
  names: Map<string, string>;
  files: FileDocument[];
  /** What happened to topics, by id. */
  topics: Map<string, { path: string; activity: ActivityDocument[] }>;
  /** Who saved blocks, by `<locale>/<key>`. */
  blocks: Map<string, SavedBlockDocument>;
  problems: HistoryProblem[];
  /** Keys of topics and `<locale>/<key>` of blocks whose history is wrong. */
  wrong: Set<string>;
  /** What all histories need is wrong. */
  isUnusable: boolean;
}

/** @param paths all below `history/`, within the folder */
export async function readHistoryFolder(folder: string, paths: readonly string[]): Promise<HistoryFolder> {
  const found: HistoryFolder = {
    ...{ articles: new Map(), names: new Map(), files: [], topics: new Map(), blocks: new Map() },
    ...{ problems: [], wrong: new Set(), isUnusable: false },
  };
  for (const path of paths) {
    const [, article] = /^history\/articles\/([^/]+)\/./.exec(path) ?? [];
    if (article !== undefined && isKey(article)) {
      found.articles.set(article, [...(found.articles.get(article) ?? []), path]);
    } else await take(folder, path, found);
  }
  return found;
}

async function take(folder: string, path: string, found: HistoryFolder): Promise<void> {
  const source = await readText(folder, path);
  if (!source.ok) found.problems.push(source.problem);
  const text = source.ok ? source.value : null;
  const refuse = (why: string) => found.problems.push({ path, why });
  const [, topic] = /^history\/categories\/([^/]+)\.yaml$/.exec(path) ?? [];
  const [, locale, block] = /^history\/blocks\/([^/]+)\/([^/]+)\.md$/.exec(path) ?? [];
  if (path === 'history/people.yaml' || path === 'history/files.yaml') {
    const read = text === null ? null : path.endsWith('people.yaml') ? readPeople(text) : readFileList(text);
    if (read?.ok) keepShared(found, read.value.value);
    else found.isUnusable = true;
    if (read && !read.ok) refuse(read.problem);
  } else if (topic !== undefined && isKey(topic)) {
    const read = text === null ? null : readActivity(text);
    if (read?.ok) found.topics.set(topic, { path, activity: read.value.value });
    else found.wrong.add(topic);
    if (read && !read.ok) refuse(read.problem);
  } else if (isLocale(locale ?? '') && block !== undefined && isKey(block)) {
    const read = text === null ? null : readSavedBlock(text);
    if (read?.ok) found.blocks.set(`${locale ?? ''}/${block}`, read.value);
    else found.wrong.add(`${locale ?? ''}/${block}`);
    if (read && !read.ok) refuse(read.problem);
  } else if (text !== null) refuse('is no part of a history (docs/help-center.md)');
}

function keepShared(found: HistoryFolder, value: FileDocument[] | Record<string, string>): void {
  if (Array.isArray(value)) found.files = value;
  else found.names = new Map(Object.entries(value));
}

const isKey = (text: string): boolean => articleKey.safeParse(text).success;

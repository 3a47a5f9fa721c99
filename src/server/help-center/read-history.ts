import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isLocale, type Locale } from '#content/locales.ts';
import { faultsInHistory } from './history-faults.ts';
import {
  readActivity,
  readRevision,
  readState,
  type ActivityDocument,
  type RevisionDocument,
  type StateDocument,
} from './history-folder.ts';

const MEGABYTE = 1024 * 1024;
/** Megabytes of one file of a folder: a text, or a list, which grows with the help center (a file takes 100 bytes in it). */
const most = { text: 1, list: 32 };

/** The history of one language of an article as a folder has it. */
export interface LanguageHistory {
  locale: Locale;
  /** Its folder, within the folder of articles. */
  path: string;
  state: StateDocument;
  /** Oldest first. */
  revisions: RevisionDocument[];
}

export interface ArticleHistory {
  languages: LanguageHistory[];
  activity: ActivityDocument[];
}

export type Where = (path: readonly PropertyKey[]) => number;
/** A file that was read, and where in it each part stands. */
export interface Read<T> {
  path: string;
  value: T;
  lineOf: Where;
}

/** Why a history is none: the file, and the line where it can be said. */
export interface HistoryProblem {
  path: string;
  why: string;
}

type Outcome<T> = { ok: true; value: T } | { ok: false; problem: HistoryProblem };

/**
 * Reads the history of one article, all languages. One wrong file makes all of it wrong: half a history would say what never was.
 * @param paths of its files, within the folder, each below `history/articles/<key>/`
 */
export async function readHistory(folder: string, paths: readonly string[]): Promise<Outcome<ArticleHistory>> {
  const states = new Map<Locale, Read<StateDocument>>();
  const revisions = new Map<Locale, Read<RevisionDocument>[]>();
  let activity: ActivityDocument[] = [];
  for (const path of paths.toSorted()) {
    const source = await readText(folder, path);
    if (!source.ok) return source;
    const [, , , at = '', name = ''] = path.split('/');
    const [, digits] = /^([0-9]{4,7})\.md$/.exec(name) ?? [];
    const depth = path.split('/').length;
    if (depth === 4 && at === 'activity.yaml') {
      const read = readActivity(source.value);
      if (!read.ok) return wrong(path, read.problem);
      activity = read.value.value;
    } else if (depth === 5 && isLocale(at) && name === 'article.yaml') {
      const read = readState(source.value);
      if (!read.ok) return wrong(path, read.problem);
      states.set(at, { ...read.value, path });
    } else if (depth === 5 && isLocale(at) && digits !== undefined && Number(digits) > 0) {
      const read = readRevision(source.value, Number(digits));
      if (!read.ok) return wrong(path, read.problem);
      const { revision: value, lineOf } = read.value;
      revisions.set(at, [...(revisions.get(at) ?? []), { path, value, lineOf }]);
    } else return wrong(path, 'is no part of a history: activity.yaml, <locale>/article.yaml, <locale>/<number>.md');
  }
  return assemble(states, revisions, activity);
}

function assemble(
  states: ReadonlyMap<Locale, Read<StateDocument>>,
  revisions: ReadonlyMap<Locale, Read<RevisionDocument>[]>,
  activity: ActivityDocument[],
): Outcome<ArticleHistory> {
  const languages: LanguageHistory[] = [];
  for (const [locale, list] of revisions) {
    const [first] = list;
    if (first && !states.has(locale)) return wrong(first.path, 'has no article.yaml beside it');
  }
  for (const [locale, state] of states) {
    const ordered = (revisions.get(locale) ?? []).toSorted((a, b) => a.value.number - b.value.number);
    const problem = faultsInHistory(locale, state, ordered);
    if (problem) return { ok: false, problem };
    const path = state.path.replace(/\/[^/]+$/, '');
    languages.push({ locale, path, state: state.value, revisions: ordered.map(({ value }) => value) });
  }
  return { ok: true, value: { languages, activity } };
}

/** The text of a file of the folder, unless it is too large. */
export async function readText(folder: string, path: string): Promise<Outcome<string>> {
  const full = join(folder, path);
  const limit = path.endsWith('.yaml') ? most.list : most.text;
  if ((await stat(full)).size > limit * MEGABYTE) return wrong(path, `is larger than ${String(limit)} MB`);
  return { ok: true, value: await readFile(full, 'utf8') };
}

const wrong = (path: string, why: string): { ok: false; problem: HistoryProblem } => ({
  ok: false,
  problem: { path, why },
});

import { measure } from '#search/quality.ts';
import type { SearchEngine } from './search-engines.ts';
import type { SearchQuestion, SearchSet } from './search-set.ts';

export interface Answered extends SearchQuestion {
  /** Ids that were found, best first. */
  found: string[];
}

/** Fills an engine with the articles of a set and asks it all its questions. */
export async function askAll(engine: SearchEngine, { documents, questions }: SearchSet): Promise<Answered[]> {
  await engine.fill(documents);
  const answered: Answered[] = [];
  for (const question of questions) {
    answered.push({ ...question, found: await engine.ask(question.text, question.locale) });
  }
  return answered;
}

/** A table as Markdown, so that it can stand in docs/search.md as it was printed. */
export function printTable(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const all = [heads, ...rows].map((row) => row.map(String));
  const widths = heads.map((_, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [first = [], ...others] = all;
  console.log([line(first), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n'));
}

const percent = (share: number): string => (share * 100).toFixed(1);

/** recall@1, recall@5, nDCG@10 (in percent) and how many questions found nothing. */
export function figures(answered: readonly Answered[]): string[] {
  const { recallAt1, recallAt5, ndcgAt10, zeroResults } = measure([...answered]);
  return [percent(recallAt1), percent(recallAt5), percent(ndcgAt10), String(zeroResults)];
}
export const FIGURES = ['recall@1', 'recall@5', 'nDCG@10', 'zero results'];

/** One engine by kind of question. */
export function printByKind(title: string, engines: ReadonlyMap<string, readonly Answered[]>): void {
  console.log(`\n### ${title}\n`);
  const [some = []] = engines.values();
  const kinds = [...new Set(some.map(({ kind }) => kind))];
  const rows = [...kinds, 'all'].flatMap((kind) =>
    [...engines].map(([engine, answered]) => {
      const own = kind === 'all' ? answered : answered.filter((one) => one.kind === kind);
      return [kind, own.length, engine, ...figures(own)];
    }),
  );
  printTable(['kind', 'questions', 'engine', ...FIGURES], kinds.length === 1 ? rows.slice(engines.size) : rows);
}

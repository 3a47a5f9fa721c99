import { basename, dirname } from 'node:path';
import { parseArgs } from 'node:util';
import type { Ingredients } from '#search/ingredients.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import {
  embeddedEngine,
  meilisearchEngine,
  rawMeilisearchEngine,
  startServer,
  type SearchEngine,
} from '../tests/evals/search-engines.ts';
import { rankFusionEngine } from '../tests/evals/search-rank-fusion.ts';
import { askAll, figures, FIGURES, printByKind, printTable, type Answered } from '../tests/evals/search-report.ts';
import { demoSet, halfOf, setFromFiles, type SearchSet } from '../tests/evals/search-set.ts';

/**
 * `npm run --silent eval:search:demo` asks the hand-written questions about the shipped articles (tests/evals/help-search.*.jsonl)
 * of Meilisearch alone and of both engines, and prints Markdown tables by kind of question.
 *   --ablation            the embedded engine with each ingredient left out, and with ranks fused instead of scores
 *   --missed              the questions whose articles were not among the first five
 *   --articles --queries  other articles and questions, as for `eval:search`
 *   --only NAME           one engine: "Meilisearch alone", "embedded", "Meilisearch"
 */
const { values } = parseArgs({
  options: {
    ablation: { type: 'boolean', default: false },
    missed: { type: 'boolean', default: false },
    articles: { type: 'string' },
    queries: { type: 'string' },
    only: { type: 'string' },
  },
});

/** What is left out, one after the other. */
const ablation: Readonly<Record<string, Partial<Ingredients>>> = {
  nothing: {},
  stems: { stems: false },
  'word families': { families: false },
  synonyms: { synonyms: false },
  'kin words': { kinWords: false },
  vectors: { vectors: false },
  'typo correction': { typos: false },
  'layout rescue': { layout: false },
  'translit and borrowed words': { borrowed: false },
  'questions of articles': { questions: false },
  'stop words': { stopWords: false },
};

const { articles, queries } = values;
const sets: SearchSet[] =
  articles !== undefined && queries !== undefined
    ? [setFromFiles(basename(dirname(queries)), articles, queries)]
    : [await demoSet('ru'), await demoSet('en')];
const isDemo = articles === undefined;

async function ask(open: () => Promise<SearchEngine>, set: SearchSet): Promise<Answered[]> {
  const engine = await open();
  try {
    return await askAll(engine, set);
  } finally {
    await engine.close();
  }
}

function printMissed(answered: readonly Answered[]): void {
  for (const { kind, text, relevant, found } of answered) {
    const first = found.slice(0, 5);
    if (relevant.every((id) => first.includes(id))) continue;
    console.log(`${kind}: «${text}» wanted ${relevant.join(' and ')}, found ${first.join(', ') || 'nothing'}`);
  }
}

const embedder = await createEmbedder({
  EMBEDDING_MODEL: process.env['EMBEDDING_MODEL'] ?? 'static-ru-en-v3',
  DATA_DIR: '/nonexistent',
});
if (values.ablation) {
  const rows = await Promise.all(
    Object.entries(ablation).map(async ([left, without]) => {
      const each: Answered[][] = [];
      for (const set of sets) each.push(await ask(() => embeddedEngine(embedder, without), set));
      return [left, ...each.flatMap(figures)];
    }),
  );
  const fused: Answered[][] = [];
  for (const set of sets) fused.push(await ask(() => rankFusionEngine(embedder), set));
  rows.push(['(ranks fused, not scores)', ...fused.flatMap(figures)]);
  printTable(['left out', ...sets.flatMap(({ name }) => FIGURES.map((figure) => `${name}: ${figure}`))], rows);
} else {
  const server = await startServer();
  const engines: Record<string, () => Promise<SearchEngine>> = {
    'Meilisearch alone': () => rawMeilisearchEngine(server),
    embedded: () => embeddedEngine(embedder),
    Meilisearch: () => meilisearchEngine(embedder, server),
  };
  const asked = Object.entries(engines).filter(([name]) => values.only === undefined || values.only === name);
  const halves: (string | number)[][] = [];
  for (const set of sets) {
    const answered = new Map<string, Answered[]>();
    for (const [name, open] of asked) answered.set(name, await ask(open, set));
    printByKind(set.name, answered);
    for (const [name, all] of answered) {
      if (values.missed) printMissed(all);
      for (const half of ['first', 'second'] as const) {
        const own = halfOf({ ...set, questions: all }, half).questions as Answered[];
        halves.push([set.name, half, own.length, name, ...figures(own)]);
      }
    }
  }
  if (isDemo) {
    console.log('\n### The half that weights were chosen on, and the other\n');
    printTable(['set', 'half', 'questions', 'engine', ...FIGURES], halves);
  }
  await server.stop();
}
await embedder.close();

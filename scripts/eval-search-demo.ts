import { parseArgs } from 'node:util';
import { measure } from '#search/quality.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import { embeddedEngine, RawMeilisearchEngine, type SearchEngine } from '../tests/evals/search-engines.ts';
import { RawMeilisearch } from '../tests/evals/search-raw-meilisearch.ts';
import { demoSet, halfOf, setFromFiles, type SearchQuestion, type SearchSet } from '../tests/evals/search-set.ts';

const { values } = parseArgs({
  options: {
    articles: { type: 'string' },
    queries: { type: 'string' },
    half: { type: 'string' },
    missed: { type: 'boolean' },
    raw: { type: 'boolean' },
  },
});

async function sets(): Promise<SearchSet[]> {
  if (values.articles && values.queries) return [setFromFiles('files', values.articles, values.queries)];
  const demo = [await demoSet('ru'), await demoSet('en')];
  const { half } = values;
  return half === 'first' || half === 'second' ? demo.map((set) => halfOf(set, half)) : demo;
}

type Answered = SearchQuestion & { found: string[] };

async function askAll(engine: SearchEngine, set: SearchSet): Promise<Answered[]> {
  await engine.fill(set.documents);
  const answered: Answered[] = [];
  for (const question of set.questions)
    answered.push({ ...question, found: await engine.ask(question.text, question.locale) });
  return answered;
}

const embedder = await createEmbedder({ EMBEDDING_MODEL: 'static-ru-en-v2', DATA_DIR: '/nonexistent' });
const engines: Record<string, () => Promise<SearchEngine>> = {
  embedded: () => embeddedEngine(embedder),
};
if (values.raw)
  engines['raw'] = () =>
    Promise.resolve(
      new RawMeilisearchEngine(new RawMeilisearch(process.env['MEILI_URL'] ?? '', process.env['MEILI_KEY'] ?? '')),
    );
for (const set of await sets()) {
  for (const [name, open] of Object.entries(engines)) {
    const engine = await open();
    const answered = await askAll(engine, set);
    await engine.close();
    const kinds = [...new Set(answered.map(({ kind }) => kind))];
    console.log(`\n${set.name} · ${name}`);
    console.table(
      Object.fromEntries(
        [...kinds, 'all'].map((kind) => {
          const some = kind === 'all' ? answered : answered.filter((one) => one.kind === kind);
          return [kind, { n: some.length, ...measure(some) }];
        }),
      ),
    );
    if (values.missed)
      for (const { kind, text, relevant, found } of answered)
        if (!relevant.every((id) => found.slice(0, 5).includes(id)))
          console.log(`${kind}: «${text}» wanted ${relevant.join(' & ')}, found ${found.slice(0, 6).join(', ')}`);
  }
}
await embedder.close();

import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Knowledge, measureUnderstanding, understand, type Asked } from '#server/assistant/index.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import { refuse } from './eval-rows.ts';
import { readQueries, readSubjects } from './eval-sets.ts';

/**
 * `npm run --silent eval:assistant -- --kb kb.jsonl --queries queries.jsonl --out result.json`
 * Lets the assistant learn the subjects and understand the questions exactly as it does for visitors, and says how well it did.
 */

function bytesOfModel(name: string): number {
  const folder = fileURLToPath(new URL(`../models/${name}`, import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.map((file) => statSync(join(folder, file))).reduce((sum, { size }) => sum + size, 0);
}

const { values } = parseArgs({
  options: { kb: { type: 'string' }, queries: { type: 'string' }, out: { type: 'string' } },
});
if (!values.kb || !values.queries) refuse('usage: eval:assistant -- --kb FILE --queries FILE [--out FILE]');
const subjects = readSubjects(values.kb);
const queries = readQueries(values.queries);
const dataDir = mkdtempSync(join(tmpdir(), 'kabinet-eval-'));
const model = process.env['EMBEDDING_MODEL'] ?? 'static-ru-en-v3';

try {
  const embedder = await createEmbedder({ EMBEDDING_MODEL: model, DATA_DIR: dataDir });
  const started = performance.now();
  const knowledge = await Knowledge.build(subjects, embedder);
  const buildMs = performance.now() - started;
  const log = { error: console.error };
  const latencies: number[] = [];
  const asked: Asked[] = [];
  for (const { text, expected } of queries) {
    const from = performance.now();
    const understood = await understand({ knowledge, embedder, log }, text);
    latencies.push(performance.now() - from);
    asked.push({ expected: expected === null ? null : [expected], understood });
  }
  await embedder.close();
  latencies.sort((a, b) => a - b);
  const percentile = (p: number) =>
    Math.round((latencies[Math.min(latencies.length - 1, Math.ceil(latencies.length * p) - 1)] ?? 0) * 100) / 100;
  const result = {
    ...measureUnderstanding(asked),
    latencyMs: { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) },
    buildMs: Math.round(buildMs),
    modelBytes: bytesOfModel(model),
  };
  const { policy, oos, latencyMs } = result;
  console.table({
    accuracy: result.accuracy,
    'among three': result.top3,
    'out of scope, AUROC': oos?.auroc ?? '–',
    'out of scope, recall at 95 %': oos?.recallAt95 ?? '–',
    'acted / wrong': `${policy.acted} / ${policy.actedWrong}`,
    'suggested / hit': `${policy.suggested} / ${policy.suggestedHit}`,
    'handed off / right': `${policy.handedOff} / ${policy.handedOffRight}`,
    'calibration error': result.calibrationError,
    'ms p50 / p95 / p99': `${latencyMs.p50} / ${latencyMs.p95} / ${latencyMs.p99}`,
    'build ms': result.buildMs,
  });
  if (values.out) writeFileSync(values.out, `${JSON.stringify(result)}\n`);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

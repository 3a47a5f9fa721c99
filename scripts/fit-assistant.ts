import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  ACT,
  bandOf,
  countWords,
  evidenceFor,
  evidenceIn,
  fewness,
  Knowledge,
  measureUnderstanding,
  partsOf,
  type Asked,
  type Subject,
} from '#server/assistant/index.ts';
import type { Embedder } from '#server/platform/embedder.ts';
import { learnDemo, readQuestions } from '../tests/evals/assistant-demo.ts';
import { refuse } from './eval-rows.ts';
import { readQueries, readSubjects } from './eval-sets.ts';
import { fitLogistic, sureness, type Case } from './logistic.ts';

/**
 * `npm run fit:assistant -- FOLDER`
 * Fits how evidence becomes confidence (`reading` in confidence.ts) on every set below FOLDER (a folder each, `kb*.jsonl` beside `queries.jsonl`; where
 * there is one `kb.jsonl` alone, also on its first five and ten examples) and on the odd lines of the demo's questions. Each family of
 * sets weighs the same. Prints the weights and, of each set, what they make of it and, after the stroke, what weights fitted on the
 * other families alone make of it.
 */
interface Set {
  name: string;
  family: string;
  /** What was seen of each question and whether its best subject was right. */
  cases: { seen: number[]; right: boolean; isInside: boolean }[];
}

const COLUMNS = ['evidence', 'shift', 'few', 'outside.bias', 'outside.evidence', 'bias'];
/** How much a family of sets weighs, in cases. */
const FAMILY = 1_000;
const FIRST = [undefined, 5, 10];

async function casesOf(
  knowledge: Knowledge,
  embedder: Embedder,
  questions: readonly { text: string; expected: readonly string[] | null }[],
): Promise<Set['cases']> {
  const cases: Set['cases'] = [];
  const { shift, subjects, knowsOutside } = knowledge.calibration;
  const outside = Number(knowsOutside);
  for (const { text, expected } of questions) {
    const [whole] = partsOf(text, { knowledge, embedder });
    if (whole === undefined) continue;
    const [vector] = await embedder.embed([whole]);
    const found = evidenceFor(knowledge.compare(whole, vector ?? null), subjects);
    const evidence = evidenceIn(found, countWords(whole));
    cases.push({
      seen: [evidence, shift, fewness(subjects), outside, outside * evidence, 1],
      right: expected?.includes(knowledge.subjects[found.best]?.id ?? '') ?? false,
      isInside: expected !== null,
    });
  }
  return cases;
}

async function demoSet(): Promise<{ set: Set; embedder: Embedder }> {
  const { knowledge, embedder, expectedOf } = await learnDemo();
  const odd = readQuestions('support').filter((_, index) => index % 2 === 0);
  const questions = odd.map((question) => ({ text: question.text, expected: expectedOf(question) }));
  const cases = await casesOf(knowledge, embedder, questions);
  return { set: { name: 'demo, odd lines', family: 'demo', cases }, embedder };
}

async function setsIn(folder: string, embedder: Embedder): Promise<Set[]> {
  const sets: Set[] = [];
  for (const family of readdirSync(folder)) {
    if (!existsSync(join(folder, family, 'kb.jsonl'))) continue;
    const queries = readQueries(join(folder, family, 'queries.jsonl')).map(({ text, expected }) => ({
      text,
      expected: expected === null ? null : [expected],
    }));
    const files = readdirSync(join(folder, family)).filter((file) => /^kb.*\.jsonl$/u.test(file));
    for (const file of files) {
      for (const first of files.length === 1 ? FIRST : [undefined]) {
        const subjects: Subject[] = readSubjects(join(folder, family, file), first);
        const knowledge = await Knowledge.build(subjects, embedder);
        const cases = await casesOf(knowledge, embedder, queries);
        sets.push({ name: `${family}/${file}${first ? `, first ${first}` : ''}`, family, cases });
      }
    }
  }
  return sets;
}

function fit(sets: readonly Set[]): number[] {
  const families = Map.groupBy(sets, ({ family }) => family);
  return fitLogistic(
    sets.flatMap(({ family, cases }): Case[] => {
      const weight = FAMILY / (families.get(family)?.length ?? 1) / cases.length;
      return cases.map(({ seen, right }) => ({ seen, right, weight }));
    }),
  );
}

/** What weights make of a set, in the figures of `eval:assistant`; clauses of long messages are not read here. */
function figuresOf({ cases }: Set, weights: readonly number[]) {
  const subject = (id: string): Subject => ({ id, kind: 'article', key: id, topic: '', title: {}, texts: [] });
  const asked = cases.map(({ seen, right, isInside }): Asked => {
    const confidence = sureness(weights, seen);
    const candidates = [{ subject: subject(right ? 'right' : 'wrong'), confidence }];
    const understood = { band: bandOf(confidence), candidates, outside: 0 };
    return { expected: isInside ? ['right'] : null, understood };
  });
  const { calibrationError, oos, policy } = measureUnderstanding(asked);
  return {
    calibration: calibrationError.toFixed(3),
    auroc: oos ? oos.auroc.toFixed(3) : '–',
    acted: policy.acted,
    wrong: policy.actedWrong,
  };
}

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(folder)) refuse('usage: fit:assistant -- FOLDER');
const { set, embedder } = await demoSet();
const sets = [set, ...(await setsIn(folder, embedder))];
await embedder.close();
const weights = fit(sets);
console.table(Object.fromEntries(COLUMNS.map((name, k) => [name, Number((weights[k] as number).toFixed(2))])));
const rows = sets.map((each) => {
  const all = figuresOf(each, weights);
  const others = figuresOf(each, fit(sets.filter(({ family }) => family !== each.family)));
  return {
    set: each.name,
    'calibration error': `${all.calibration} / ${others.calibration}`,
    AUROC: all.auroc,
    [`acted at ${ACT}, wrong`]: `${all.acted}, ${all.wrong} / ${others.acted}, ${others.wrong}`,
  };
});
console.table(rows);

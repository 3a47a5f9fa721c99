import { readFileSync } from 'node:fs';
import { readContent } from '#server/help-center/seed-help-center.ts';
import { Knowledge, outOfScope, subjectsOf, understand, type Asked } from '#server/assistant/index.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import { parseScenario, readScenarioFolder } from '#server/scenarios/index.ts';
import type { Article } from '#server/help-center/index.ts';

export interface Question {
  text: string;
  locale: 'ru' | 'en';
  /** Subjects that answer it; null when none does and a person should. */
  expected: string[] | null;
}

/**
 * Hand-written questions about the demo. `seen` were looked at while the scenarios' examples were written, `unseen` were
 * written afterwards and nothing was changed because of them.
 */
export function readQuestions(set: 'seen' | 'unseen'): Question[] {
  const file = set === 'seen' ? 'assistant-questions.jsonl' : 'assistant-questions-unseen.jsonl';
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Question);
}

/**
 * Scenarios that have since been divided: the questions name the whole, and a part that is led to straight away answers them as
 * well or better.
 */
const parts: Readonly<Record<string, readonly string[]>> = {
  'get-documents': ['closing-documents', 'reconciliation-statement', 'electronic-documents'],
  'warranty-repair': ['desk-or-chair-fault'],
  'cancel-or-change-order': ['change-color-or-size', 'add-items'],
  'talk-to-a-person': ['call-me-back', 'complaint'],
};

const withParts = (id: string): string[] => [
  id,
  ...(parts[id.replace(/^scenario:/u, '')] ?? []).map((key) => `scenario:${key}`),
];

export type AskedQuestion = Asked & Question;

/** Asks what the demo knows every question of both sets. */
export async function askDemo(): Promise<{ seen: AskedQuestion[]; unseen: AskedQuestion[] }> {
  const embedder = await createEmbedder({ EMBEDDING_MODEL: 'static-ru-en-v3', DATA_DIR: '/nonexistent' });
  const scenarios = (await readScenarioFolder()).flatMap(({ file, yaml }) => {
    const { scenario } = parseScenario(file, yaml);
    return scenario ? [{ scenario, version: 1 }] : [];
  });
  const { files } = await readContent();
  // As they are seeded: for everyone.
  const articles = files.map((file) => ({ ...file, audience: 'public' as const, segments: [], customerIds: [] }));
  const knowledge = await Knowledge.build(subjectsOf(scenarios, articles as unknown as Article[]), embedder, {
    outside: outOfScope,
  });
  // A scenario answers for the articles it covers.
  const covers = scenarios.flatMap(({ scenario }) => scenario.covers.map((key) => [key, scenario.key] as const));
  const coveredBy = new Map(covers.map(([article, scenario]) => [`article:${article}`, `scenario:${scenario}`]));
  const ask = async (question: Question): Promise<AskedQuestion> => ({
    ...question,
    expected: question.expected?.map((id) => coveredBy.get(id) ?? id).flatMap(withParts) ?? null,
    understood: await understand({ knowledge, embedder, log: console }, question.text),
  });
  const seen = await Promise.all(readQuestions('seen').map(ask));
  const unseen = await Promise.all(readQuestions('unseen').map(ask));
  await embedder.close();
  return { seen, unseen };
}

import { readFileSync } from 'node:fs';
import { readContent } from '#server/help-center/seed-help-center.ts';
import {
  allIngredients,
  Knowledge,
  outOfScope,
  subjectsOf,
  understand,
  type Asked,
  type Ingredients,
} from '#server/assistant/index.ts';
import { createEmbedder } from '#server/platform/embedder-client.ts';
import { renderMarkdown } from '#server/platform/render-markdown.ts';
import { parseScenario, readScenarioFolder } from '#server/scenarios/index.ts';
import type { Article } from '#server/help-center/index.ts';

export interface Question {
  text: string;
  locale: 'ru' | 'en';
  /** Subjects that answer it; null when none does and a person should. */
  expected: string[] | null;
  /** README.md tells the kinds. */
  kind?: string;
}

const files = {
  /** Looked at while the first scenarios' examples were written. */
  seen: ['assistant-questions.jsonl'],
  /** Written afterwards. */
  unseen: ['assistant-questions-unseen.jsonl'],
  /** Written apart from all examples (README.md). */
  support: ['support-questions.ru.jsonl', 'support-questions.en.jsonl'],
};
export type QuestionSet = keyof typeof files;

export const readQuestions = (set: QuestionSet): Question[] =>
  files[set].flatMap((file) =>
    readFileSync(new URL(file, import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Question),
  );

export type AskedQuestion = Asked & Question;

/** What the demo knows, in a knowledge of its own. The encoder is the caller's to close. */
export async function learnDemo(): Promise<Demo> {
  const embedder = await createEmbedder({
    EMBEDDING_MODEL: process.env['EMBEDDING_MODEL'] ?? 'static-ru-en-v3',
    DATA_DIR: '/nonexistent',
  });
  const scenarios = (await readScenarioFolder()).flatMap(({ file, yaml }) => {
    const { scenario } = parseScenario(file, yaml);
    return scenario ? [{ scenario, version: 1 }] : [];
  });
  const content = await readContent();
  // As they are seeded: for everyone.
  const articles = content.files.map((file) => ({
    ...file,
    ...{ headings: renderMarkdown(file.body).headings, audience: 'public' as const, segments: [], customerIds: [] },
  }));
  const subjects = subjectsOf(scenarios, articles as unknown as Article[]);
  const knowledge = await Knowledge.build(subjects, embedder, { outside: outOfScope });
  // A scenario answers for the articles it covers.
  const covers = scenarios.flatMap(({ scenario }) => scenario.covers.map((key) => [key, scenario.key] as const));
  const coveredBy = new Map(covers.map(([article, scenario]) => [`article:${article}`, `scenario:${scenario}`]));
  const expectedOf = ({ expected }: Question) => expected?.flatMap((id) => [id, coveredBy.get(id) ?? id]) ?? null;
  const ask = async (question: Question, ingredients = allIngredients): Promise<AskedQuestion> => ({
    ...question,
    expected: expectedOf(question),
    understood: await understand({ knowledge, embedder, log: console, ingredients }, question.text),
  });
  return { knowledge, embedder, expectedOf, ask };
}

export interface Demo {
  knowledge: Knowledge;
  embedder: Awaited<ReturnType<typeof createEmbedder>>;
  /** Every subject that answers a question. */
  expectedOf: (question: Question) => string[] | null;
  ask: (question: Question, ingredients?: Ingredients) => Promise<AskedQuestion>;
}

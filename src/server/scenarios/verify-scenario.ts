import { locales } from '#content/locales.ts';
import type { Fault } from './fault.ts';
import type { Library } from './kinds.ts';
import type { ParsedScenario } from './parse-scenario.ts';
import { isStartable, type Scenario } from './scenario.ts';
import { EXAMPLES } from './scenario.schema.ts';
import type { ScenarioSource } from './scenario-source.ts';
import { suggestion } from './suggestion.ts';
import { verifyCallers } from './verify-callers.ts';
import { verifyCalls } from './verify-calls.ts';
import { verifyFlow } from './verify-flow.ts';
import { verifyValues } from './verify-values.ts';

/** What a scenario may refer to outside itself. What is left out is not checked. */
export interface Surroundings {
  articles: ReadonlySet<string>;
  queues: ReadonlySet<string>;
  topics: ReadonlySet<string>;
  /** By key; null for one that is there and cannot be read. */
  scenarios: Library;
  segments?: ReadonlySet<string> | undefined;
  /** E-mails of those who may look after a scenario. */
  owners?: ReadonlySet<string> | undefined;
  /** Headings of an article in one language; null when it does not have that language. */
  headings?: ((article: string, locale: 'ru' | 'en') => ReadonlySet<string> | null) | undefined;
}

/** Everything wrong with a scenario: its form, its references, and whether every walk through it gets somewhere. */
export function verifyScenario({ source, scenario }: ParsedScenario, around: Surroundings): Fault[] {
  if (scenario) {
    verifyHeader(source, scenario, around);
    verifySteps(source, scenario, around);
    for (const locale of locales) verifyExamples(source, locale, scenario);
    if (verifyFlow(source, scenario, around.scenarios)) {
      verifyCalls(source, scenario, around.scenarios);
      verifyCallers(source, scenario, around.scenarios);
      verifyValues(source, scenario, around.scenarios);
    }
  }
  return source.faults.sort((a, b) => a.line - b.line);
}

type Known = 'owner' | 'topic' | 'queue' | 'article' | 'scenario' | 'segment';

function checker(source: ScenarioSource) {
  return (
    path: PropertyKey[],
    what: Known,
    value: string,
    known: { has: (key: string) => boolean; keys: () => Iterable<string> },
  ) => {
    if (known.has(value)) return;
    source.report(path, `unknown-${what}`, `there is no ${what} "${value}"`, suggestion(value, new Set(known.keys())));
  };
}

function verifyHeader(source: ScenarioSource, scenario: Scenario, around: Surroundings): void {
  const check = checker(source);
  const named = source.file
    .split('/')
    .at(-1)
    ?.replace(/\.yaml$/, '');
  if (named !== scenario.key) {
    source.report(
      ['key'],
      'wrong-value',
      `key is "${scenario.key}" but the file is named "${named ?? ''}"`,
      'name both alike',
    );
  }
  if (!source.has(['type'])) {
    const mend = 'add "type:" with question, problem, request or complaint';
    source.report(['type'], 'missing-field', 'type is missing', mend);
  }
  check(['topic'], 'topic', scenario.topic, around.topics);
  check(['queue'], 'queue', scenario.queue, around.queues);
  for (const [index, key] of scenario.covers.entries()) check(['covers', index], 'article', key, around.articles);
  if (scenario.owner !== undefined && around.owners) check(['owner'], 'owner', scenario.owner, around.owners);
  const { audience } = scenario;
  if (typeof audience === 'object' && around.segments) {
    for (const [index, key] of audience.segments.entries()) {
      check(['audience', 'segments', index], 'segment', key, around.segments);
    }
  }
}

function verifySteps(source: ScenarioSource, scenario: Scenario, around: Surroundings): void {
  const check = checker(source);
  for (const step of scenario.steps) {
    const path = ['steps', step.id];
    if (step.kind === 'article') {
      check([...path, 'article'], 'article', step.article, around.articles);
      if (step.excerpt && around.articles.has(step.article))
        verifyExcerpt(source, step.id, step.article, step.excerpt, around);
    }
    if (step.kind === 'handOff' && step.queue) check([...path, 'handOff', 'queue'], 'queue', step.queue, around.queues);
    if (step.kind === 'call') check([...path, 'call'], 'scenario', step.call, around.scenarios);
    if (step.kind === 'goTo' && 'scenario' in step.target) {
      const at = [...path, 'goTo', 'scenario'];
      check(at, 'scenario', step.target.scenario, around.scenarios);
      const target = around.scenarios.get(step.target.scenario);
      if (target && !isStartable(target)) {
        source.report(
          at,
          'wrong-value',
          `scenario "${target.key}" is a part: it is only called`,
          `write "call: ${target.key}"`,
        );
      }
    }
  }
}

function verifyExcerpt(
  source: ScenarioSource,
  step: string,
  article: string,
  excerpt: Record<'ru' | 'en', string>,
  { headings }: Surroundings,
): void {
  for (const locale of locales) {
    const known = headings?.(article, locale) ?? null;
    if (!known || known.has(excerpt[locale])) continue;
    const message = `article "${article}" has no heading "${excerpt[locale]}"`;
    source.report(['steps', step, 'excerpt', locale], 'unknown-heading', message, suggestion(excerpt[locale], known));
  }
}

function verifyExamples(source: ScenarioSource, locale: 'ru' | 'en', scenario: Scenario): void {
  const examples = scenario.examples[locale];
  if (examples.length < EXAMPLES && isStartable(scenario)) {
    const path = source.has(['examples', locale]) ? ['examples', locale] : ['examples'];
    const message = `examples.${locale}: needs at least ${String(EXAMPLES)} examples in the words of customers`;
    const mend = 'write more; a part that is only called needs none: say what it takes by "takes: {}"';
    source.report(path, 'wrong-value', message, mend);
  }
  const seen = new Set<string>();
  for (const [index, example] of examples.entries()) {
    const plain = example
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    if (seen.has(plain))
      source.report(
        ['examples', locale, index],
        'duplicate',
        `the example "${example}" is there twice`,
        'write one that says it in other words',
      );
    seen.add(plain);
  }
}

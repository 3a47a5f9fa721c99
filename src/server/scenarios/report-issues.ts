import type { z } from 'zod';
import { locales } from '#content/locales.ts';
import type { ScenarioSource } from './scenario-source.ts';

type Issue = z.core.$ZodIssue;

/** Turns what zod found into faults with a line and a way to mend them. */
export function reportIssues(source: ScenarioSource, base: readonly string[], issues: readonly Issue[]): void {
  for (const issue of issues) reportIssue(source, [...base, ...issue.path], issue);
}

function reportIssue(source: ScenarioSource, path: PropertyKey[], issue: Issue): void {
  const field = nameOf(path);
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      source.report(
        [...path, key],
        'unknown-field',
        `"${key}" means nothing ${field ? `in ${field}` : 'here'}`,
        isTexts(path)
          ? 'correct its spelling; a text inside { } that has a comma needs quotes'
          : 'correct its spelling or remove it',
      );
    }
    return;
  }
  if (isMissing(issue)) {
    const last = path.at(-1);
    if (locales.some((locale) => locale === last)) {
      const inside = nameOf(path.slice(0, -1));
      source.report(
        path,
        'missing-translation',
        `${inside} has no "${String(last)}"`,
        `add "${String(last)}:" with the text in that language`,
      );
    } else {
      source.report(path, 'missing-field', `${field} is missing`, `add "${String(last)}:"`);
    }
    return;
  }
  source.report(
    path,
    'wrong-value',
    `${field || 'the file'}: ${issue.message}`,
    'see docs/scenarios.md for what is expected here',
  );
}

const isMissing = (issue: Issue): boolean =>
  (issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union') &&
  issue.input === undefined;

/** `steps.late.say` → `say of step "late"`. */
function nameOf(path: readonly PropertyKey[]): string {
  const [first, step, ...rest] = path.map(String);
  if (first !== 'steps' || step === undefined) return path.map(String).join('.');
  return rest.length > 0 ? `${rest.join('.')} of step "${step}"` : `step "${step}"`;
}

/** Where a text in every language stands. */
const isTexts = (path: readonly PropertyKey[]): boolean =>
  ['say', 'ask', 'label', 'title', 'text', 'didItHelp', 'resolve'].includes(String(path.at(-1)));

import type { z } from 'zod';
import type { Fault } from './fault.ts';
import { reportIssues } from './report-issues.ts';
import type { Scenario, Step } from './scenario.ts';
import { scenarioShape, stepKinds, stepShapes, type StepKind } from './scenario.schema.ts';
import { ScenarioSource } from './scenario-source.ts';

/** What a file says, as far as it could be read, and everything wrong with its form. */
export interface ParsedScenario {
  source: ScenarioSource;
  /** Null when a fault left nothing whole to check further. */
  scenario: Scenario | null;
  faults: Fault[];
}

/** Reads a scenario file. Whether its steps lead anywhere is for `verifyScenario` to say. */
export function parseScenario(file: string, yaml: string): ParsedScenario {
  const source = new ScenarioSource(file, yaml);
  if (source.content === undefined) return { source, scenario: null, faults: source.faults };
  const outer = scenarioShape.safeParse(source.content, { reportInput: true });
  if (!outer.success) {
    reportIssues(source, [], outer.error.issues);
    return { source, scenario: null, faults: source.faults };
  }
  const { steps: written, ...rest } = outer.data;
  const steps = Object.entries(written).map(([id, raw]) => parseStep(source, id, raw));
  const whole = steps.filter((step) => step !== null);
  if (steps.length === 0)
    source.report(['steps'], 'missing-field', 'there are no steps', 'write at least one step that says something');
  const scenario = steps.length > 0 && whole.length === steps.length ? { ...rest, steps: whole } : null;
  return { source, scenario, faults: source.faults };
}

function parseStep(source: ScenarioSource, id: string, raw: Record<string, unknown>): Step | null {
  const path = ['steps', id];
  const kinds = stepKinds.filter((kind) => Object.hasOwn(raw, kind));
  const [kind] = kinds;
  if (!kind || kinds.length > 1) {
    const message = kind ? `step "${id}" is two kinds at once: ${kinds.join(', ')}` : `step "${id}" does nothing`;
    source.report(path, 'step-kind', message, `give it exactly one of ${stepKinds.join(', ')}`);
    return null;
  }
  return build(id, kind, raw, (shape) => {
    const parsed = shape.safeParse(raw, { reportInput: true });
    if (parsed.success) return parsed.data;
    reportIssues(source, path, parsed.error.issues);
    return null;
  });
}

type Read = <T>(shape: z.ZodType<T>) => T | null;

function build(id: string, kind: StepKind, raw: Record<string, unknown>, read: Read): Step | null {
  switch (kind) {
    case 'say': {
      const step = read(stepShapes.say);
      return step && { kind, id, text: step.say, then: step.then };
    }
    case 'ask':
      return buildAsk(id, raw, read);
    case 'lookUp': {
      const step = read(stepShapes.lookUp);
      return step && { kind, id, ...step };
    }
    case 'branch':
      return buildBranch(id, read);
    case 'set': {
      const step = read(stepShapes.set);
      if (!step) return null;
      const values = Object.entries(step.set).map(([name, value]) => [
        name,
        typeof value === 'object' ? value : { literal: value },
      ]);
      return {
        kind,
        id,
        values: Object.fromEntries(values) as Extract<Step, { kind: 'set' }>['values'],
        then: step.then,
      };
    }
    case 'article': {
      const step = read(stepShapes.article);
      return step && { kind, id, ...step };
    }
    case 'call': {
      const step = read(stepShapes.call);
      return step && { kind, id, ...step };
    }
    case 'return': {
      const step = read(stepShapes.return);
      return step && { kind, id, names: step.return };
    }
    case 'act': {
      const step = read(stepShapes.act);
      return step && { kind, id, ...step };
    }
    case 'didItHelp': {
      const step = read(stepShapes.didItHelp);
      return (
        step && { kind, id, text: step.didItHelp === true ? undefined : step.didItHelp, yes: step.yes, no: step.no }
      );
    }
    case 'handOff': {
      const step = read(stepShapes.handOff);
      return step && { kind, id, ...step.handOff, text: step.text };
    }
    case 'resolve': {
      const step = read(stepShapes.resolve);
      return step && { kind, id, text: step.resolve === true ? undefined : step.resolve };
    }
    case 'goTo': {
      const step = read(stepShapes.goTo);
      return step && { kind, id, target: typeof step.goTo === 'string' ? { step: step.goTo } : step.goTo };
    }
  }
}

function buildAsk(id: string, raw: Record<string, unknown>, read: Read): Step | null {
  if (Object.hasOwn(raw, 'choices')) {
    const step = read(stepShapes.askChoice);
    if (!step) return null;
    const { ask: text, ...rest } = step;
    return { kind: 'ask', id, answer: 'choice', text, ...rest };
  }
  const step = readAsk(raw['answer'], read);
  if (!step) return null;
  const { ask: text, ...rest } = step;
  return { kind: 'ask', id, text, ...rest };
}

function readAsk(answer: unknown, read: Read) {
  switch (answer) {
    case 'text':
    case 'email':
    case 'phone':
      return read(stepShapes.askText);
    case 'number':
      return read(stepShapes.askNumber);
    case 'date':
      return read(stepShapes.askDate);
    case 'file':
      return read(stepShapes.askFile);
    default:
      return read(stepShapes.askItem);
  }
}

function buildBranch(id: string, read: Read): Step | null {
  const step = read(stepShapes.branch);
  if (!step) return null;
  const cases = step.branch.filter((line) => 'if' in line);
  const last = step.branch.at(-1);
  // A branch without its last line would let some people fall through; the verifier says so at the step.
  return { kind: 'branch', id, cases, otherwise: last && 'otherwise' in last ? last.otherwise : '' };
}

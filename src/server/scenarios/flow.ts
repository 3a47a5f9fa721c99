import { isItemAsk, isTypedAsk, type Scenario, type Step } from './scenario.ts';

/** A way from one step to another. */
export interface Edge {
  to: string;
  /** Where in the step it is written, for messages: `['branch', 0, 'then']`. */
  at: (string | number)[];
  /** Facts proven by going this way, such as being signed in. */
  proves?: readonly string[];
  /** Values set only when going this way. */
  sets?: readonly string[];
}

export const SIGNED_IN = 'person.signedIn';

/** Every way out of a step. Steps that end the walk have none. */
export function edgesOf(step: Step): Edge[] {
  switch (step.kind) {
    case 'say':
    case 'article':
      return [{ to: step.then, at: ['then'] }];
    case 'set':
      return [{ to: step.then, at: ['then'], sets: Object.keys(step.values) }];
    case 'call':
      return [{ to: step.then, at: ['then'], sets: Object.keys(step.into) }];
    case 'act':
      return [
        { to: step.then, at: ['then'], sets: step.into === undefined ? [] : [step.into] },
        ...(step.no === undefined ? [] : [{ to: step.no, at: ['no'] }]),
        ...(step.failed === undefined ? [] : [{ to: step.failed, at: ['failed'] }]),
      ];
    case 'lookUp': {
      const found: Edge = { to: step.then, at: ['then'], sets: [step.into] };
      return step.failed === undefined ? [found] : [found, { to: step.failed, at: ['failed'] }];
    }
    case 'branch':
      return [
        ...step.cases.map((each, index): Edge => ({
          to: each.then,
          at: ['branch', index, 'then'],
          proves: each.if.all.filter((test) => test.operator === 'known').map((test) => test.path),
        })),
        { to: step.otherwise, at: ['branch', step.cases.length, 'otherwise'] },
      ];
    case 'ask':
      return askEdges(step);
    case 'didItHelp':
      return [
        ...(step.yes === undefined ? [] : [{ to: step.yes, at: ['yes'] }]),
        ...(step.no === undefined ? [] : [{ to: step.no, at: ['no'] }]),
      ];
    case 'goTo':
      return 'step' in step.target ? [{ to: step.target.step, at: ['goTo'] }] : [];
    case 'return':
    case 'handOff':
    case 'resolve':
      return [];
  }
}

function askEdges(step: Extract<Step, { kind: 'ask' }>): Edge[] {
  const sets = [step.into];
  if (isTypedAsk(step)) return [{ to: step.then, at: ['then'], sets }];
  if (step.answer === 'choice') {
    const own = step.choices.flatMap((each, index): Edge[] =>
      each.then === undefined ? [] : [{ to: each.then, at: ['choices', index, 'then'], sets }],
    );
    return step.then === undefined ? own : [...own, { to: step.then, at: ['then'], sets }];
  }
  return [
    { to: step.then, at: ['then'], sets },
    { to: step.none, at: ['none'] },
  ];
}

/**
 * Ways that may be taken without the person saying anything; a circle of them would never end.
 * @param asks whether a called scenario always asks something before it returns
 */
export function passingEdges(step: Step, asks: (key: string) => boolean = () => false): Edge[] {
  if (step.kind === 'didItHelp' || (step.kind === 'act' && step.confirm !== undefined)) return [];
  if (step.kind === 'call' && asks(step.call)) return [];
  if (step.kind !== 'ask') return edgesOf(step);
  if (!isItemAsk(step)) return [];
  // A question about a list that is empty passes on, and one that takes a single item does.
  return edgesOf(step).filter((edge) => edge.to === step.none || step.single === 'take');
}

export const stepsById = (scenario: Scenario): Map<string, Step> =>
  new Map(scenario.steps.map((step) => [step.id, step]));

/** Ids of the steps a walk can come to. */
export function reachable(scenario: Scenario): Set<string> {
  const byId = stepsById(scenario);
  const seen = new Set<string>();
  const open = scenario.steps.slice(0, 1).map((step) => step.id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = byId.get(id);
    if (!step || seen.has(id)) continue;
    seen.add(id);
    open.push(...edgesOf(step).map((edge) => edge.to));
  }
  return seen;
}

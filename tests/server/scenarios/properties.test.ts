import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  newRun,
  step,
  type AnswerInput,
  type Effect,
  type Input,
  type Item,
  type Run,
  type Scene,
} from '#server/scenarios/index.ts';
import { contentScenarios, invoice, order, scene, visitor } from './walking.ts';

const scenarios = await contentScenarios();

const lists: Item[][] = [
  [],
  [order()],
  [order(), order({ number: '2390', stage: 'delivered' })],
  [order({ stage: 'accepted', late: false, changeable: true, freeReschedule: false })],
  [invoice()],
  [
    invoice(),
    invoice({ number: '1043', state: 'processing' }),
    invoice({ number: '1044', state: 'paid', paidOn: '2026-11-11' }),
  ],
];
const found = fc.constantFrom(...lists);
/** Anything at any time: what was asked for, what was not, and nonsense. */
const input: fc.Arbitrary<Input> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom('да', 'нет', '1', '2', 'второй', '2418', 'завтра', 'yes', ''),
        fc.constantFrom(undefined, '/yes', '/no', '/none', 'yes', 'no'),
      )
      .map(([text, value]): Input => ({ kind: 'answer', text, value })),
  },
  {
    weight: 2,
    arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }).map((text): Input => ({ kind: 'answer', text })),
  },
  { weight: 3, arbitrary: found.map((value): Input => ({ kind: 'found', value })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Input>(
      { kind: 'failed' },
      { kind: 'back' },
      { kind: 'restart' },
      { kind: 'repeat' },
      { kind: 'start' },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('start', 'which', 'day', 'nowhere').map((step): Input => ({ kind: 'change', step })),
  },
);
const anyScene: fc.Arbitrary<Scene> = fc.constantFrom(
  scene,
  visitor,
  { ...scene, locale: 'en' as const },
  { ...visitor, locale: 'en' as const },
);
const anyScenario = fc.constantFrom(...scenarios);

/** An answer that fits the question, when the last effect asked one. */
function fittingAnswer(effects: readonly Effect[], pick: number): Input | null {
  const last = effects.at(-1);
  if (last?.kind === 'askHelped') return { kind: 'answer', text: '', value: pick % 2 ? '/yes' : '/no' };
  if (last?.kind === 'lookUp')
    return { kind: 'found', value: pick % 3 ? [last.lookUp.startsWith('order') ? order() : invoice()] : [] };
  if (last?.kind === 'act')
    return pick % 4 ? { kind: 'done', value: { number: '77', path: '/chat/77' } } : { kind: 'failed' };
  if (last?.kind !== 'ask') return null;
  const reply = last.replies[pick % Math.max(1, last.replies.length)];
  return { kind: 'answer', text: reply?.label ?? typed(last.input), value: reply?.value };
}

/** Something that may be typed where there is nothing to press. */
function typed(input: AnswerInput | null): string {
  switch (input?.kind) {
    case 'number':
      return String(input.max ?? input.min ?? 1);
    case 'date':
      // A Monday that every question about a coming day takes; the latest or earliest day of the others.
      return input.max && input.max < '2026-12-07' ? (input.min ?? '2026-11-10') : '2026-12-07';
    case 'email':
      return 'anna@company.example';
    case 'phone':
      return '+7 916 123-45-67';
    default:
      return 'ответ';
  }
}

/** What is asked and remembered, without the counters that only grow. */
const stand = ({ at, status, waitingFor, writes, path, trail }: Run) => ({
  at,
  status,
  waitingFor,
  writes,
  path,
  trail,
});

describe('any walk', () => {
  it('never throws, changes nothing in place, and says something or has ended, whatever comes in', () => {
    fc.assert(
      fc.property(anyScenario, anyScene, fc.array(input, { maxLength: 30 }), (scenario, who, inputs) => {
        let run = newRun();
        for (const each of [{ kind: 'start' } as const, ...inputs]) {
          const before = structuredClone(run);
          const stepped = step(scenario, run, each, who);
          expect(run).toEqual(before);
          if (run.status !== 'active') {
            expect(stepped).toEqual({ run, effects: [] });
            return;
          }
          const idle = (each.kind === 'found' || each.kind === 'failed') && run.waitingFor !== 'lookUp';
          if (!idle) expect(stepped.effects.length).toBeGreaterThan(0);
          if (stepped.run.status === 'active') expect(stepped.run.waitingFor).not.toBeNull();
          run = JSON.parse(JSON.stringify(stepped.run)) as Run;
          expect(run).toEqual(stepped.run);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('comes to an end by fitting answers', () => {
    fc.assert(
      fc.property(
        anyScenario,
        anyScene,
        fc.array(fc.nat(20), { minLength: 40, maxLength: 40 }),
        (scenario, who, picks) => {
          let { run, effects } = step(scenario, newRun(), { kind: 'start' }, who);
          for (const pick of picks) {
            const answer = fittingAnswer(effects, pick);
            if (!answer) break;
            ({ run, effects } = step(scenario, run, answer, who));
          }
          expect(run.status).not.toBe('active');
        },
      ),
      { numRuns: 400 },
    );
  });

  it('ends by calling a person when nothing fits however long it goes on', () => {
    fc.assert(
      fc.property(
        anyScenario,
        anyScene,
        fc.array(input, { minLength: 130, maxLength: 130 }),
        (scenario, who, inputs) => {
          let run = newRun();
          for (const each of inputs) run = step(scenario, run, each, who).run;
          expect(run.status).not.toBe('active');
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is back where it was after an answer and "back"', () => {
    fc.assert(
      fc.property(
        anyScenario,
        anyScene,
        fc.array(fc.nat(20), { maxLength: 8 }),
        fc.nat(20),
        (scenario, who, picks, last) => {
          let { run, effects } = step(scenario, newRun(), { kind: 'start' }, who);
          for (const pick of picks) {
            const answer = fittingAnswer(effects, pick);
            if (!answer) return;
            ({ run, effects } = step(scenario, run, answer, who));
          }
          const answer = fittingAnswer(effects, last);
          if (answer?.kind !== 'answer') return;
          const after = step(scenario, run, answer, who);
          if (after.run.status !== 'active' || after.run.trail.length === run.trail.length) return;
          // What is being done cannot be left.
          if (after.run.waitingFor === 'act') return;
          const back = step(scenario, after.run, { kind: 'back' }, who);
          expect(stand(back.run)).toEqual(stand(run));
          expect(back.effects.at(-1)).toMatchObject({ kind: effects.at(-1)?.kind });
        },
      ),
      { numRuns: 400 },
    );
  });
});

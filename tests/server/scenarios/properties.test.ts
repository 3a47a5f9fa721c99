import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  newRun,
  readYesNo,
  step,
  summarize,
  type Effect,
  type Input,
  type Item,
  type Run,
  type Scenario,
  type Scene,
} from '#server/scenarios/index.ts';
import { generated } from './generated.ts';
import { contentScenarios, invoice, order, scenarioFrom, scene, visitor } from './walking.ts';

const shipped = await contentScenarios();

const document = { id: 'd1', title: 'Договор', kind: 'contract', waiting: true, changedOn: '2026-11-01', path: '/x' };
const task = { id: 't1', title: 'Чертежи', state: 'waiting', dueOn: null, overdue: false, path: '/y' };
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
  [document, { ...document, id: 'd2', title: 'Акт' }],
  [task],
];
const found = fc.constantFrom(...lists);
const said = [
  ...['да', 'нет', '1', '2', 'второй', '2418', 'завтра', 'yes', '', '5 декабря', 'в субботу', '31.02', '12', '-7,5'],
  ...['m@sever.example', '8 916 123-45-67', 'не знаю', '🙈', '/back', '{{order.number}}', 'x'.repeat(4000)],
];
const pressed = [undefined, '/yes', '/no', '/none', '/other', 'yes', 'no', 'one', 'two', '2418', '2026-12-05', 'd1'];
const files: Item[] = [{ id: 'f', name: 'photo.jpg' }];
/** Anything at any time: what was asked for, what was not, and nonsense; a question in the middle comes back as `repeat`. */
const input: fc.Arbitrary<Input> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom(...said), fc.constantFrom(...pressed), fc.boolean())
      .map(([text, value, sent]): Input => ({ kind: 'answer', text, value, ...(sent ? { files } : {}) })),
  },
  {
    weight: 2,
    arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }).map((text): Input => ({ kind: 'answer', text })),
  },
  { weight: 3, arbitrary: found.map((value): Input => ({ kind: 'found', value })) },
  { weight: 2, arbitrary: fc.constant<Input>({ kind: 'done', value: { number: '5-900', path: '/chat/1' } }) },
  {
    weight: 2,
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
    arbitrary: fc
      .constantFrom('start', 'which', 'day', 's0', 's1', 'nowhere')
      .map((id): Input => ({ kind: 'change', step: id })),
  },
);
const anyScene: fc.Arbitrary<Scene> = fc.constantFrom(
  scene,
  visitor,
  { ...scene, locale: 'en' as const },
  { ...visitor, locale: 'en' as const, company: { opensAt: '2026-11-20T06:00:00.000Z' } },
);
/** All that are shipped, and generated ones as often. */
const anyScenario: fc.Arbitrary<Scenario> = fc.oneof(
  fc.constantFrom(...shipped),
  generated.map(({ scenario }) => scenario),
);
/** A state that can be come to: a scenario walked so far by anything. */
const anywhere = fc.record({ scenario: anyScenario, who: anyScene, inputs: fc.array(input, { maxLength: 25 }) });

function reach({ scenario, who, inputs }: { scenario: Scenario; who: Scene; inputs: readonly Input[] }): Run {
  let run = step(scenario, newRun(), { kind: 'start' }, who).run;
  for (const each of inputs) run = step(scenario, run, each, who).run;
  return run;
}

/** An answer that fits the question, when the last effect asked one. */
function fittingAnswer(effects: readonly Effect[], pick: number): Input | null {
  const last = effects.at(-1);
  if (last?.kind === 'askHelped') return { kind: 'answer', text: '', value: pick % 2 ? '/yes' : '/no' };
  if (last?.kind === 'act') return pick % 5 ? { kind: 'done', value: { number: '5-900' } } : { kind: 'failed' };
  if (last?.kind === 'lookUp') return { kind: 'found', value: pick % 3 ? listFor(last.lookUp) : [] };
  if (last?.kind !== 'ask') return null;
  const reply = last.replies[pick % Math.max(1, last.replies.length)];
  if (reply && pick % 3) return { kind: 'answer', text: reply.label, value: reply.value };
  if (last.input === null) return { kind: 'answer', text: reply?.label ?? '', value: reply?.value };
  return { kind: 'answer', text: typedFor(last.input), ...(last.input.kind === 'file' ? { files } : {}) };
}

function listFor(lookUp: string): Item | Item[] {
  if (lookUp.endsWith('.fresh')) return lookUp.startsWith('order') ? order() : invoice();
  if (lookUp.startsWith('order')) return [order()];
  if (lookUp.startsWith('invoice')) return [invoice()];
  return [lookUp.startsWith('document') ? document : task];
}

function typedFor(field: NonNullable<Extract<Effect, { kind: 'ask' }>['input']>): string {
  switch (field.kind) {
    case 'text':
      return 'ответ';
    case 'email':
      return 'a@b.example';
    case 'phone':
      return '+74951234567';
    case 'file':
      return '';
    case 'number':
      return String(field.min ?? field.max ?? 3);
    case 'date':
      // A Thursday, when there is one.
      return field.workdays ? '2026-11-26' : (field.min ?? field.max ?? '2026-11-26');
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

describe('generated scenarios', () => {
  it('are whole: the verifier finds nothing wrong with what is right by its making', () => {
    fc.assert(
      fc.property(generated, ({ faults, yaml }) => {
        expect(faults, yaml).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('any walk', () => {
  it('never throws, changes nothing in place, and says something or has ended, whatever comes in and however often it is reloaded', () => {
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
          const idle =
            (each.kind === 'found' && run.waitingFor !== 'lookUp') ||
            (each.kind === 'done' && run.waitingFor !== 'act') ||
            (each.kind === 'failed' && run.waitingFor === 'answer');
          if (!idle) expect(stepped.effects.length).toBeGreaterThan(0);
          if (stepped.run.status === 'active') expect(stepped.run.waitingFor).not.toBeNull();
          run = JSON.parse(JSON.stringify(stepped.run)) as Run;
          expect(run).toEqual(stepped.run);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('never loses an answer: it is remembered, or offered again at its question, and a person who takes over is told it', () => {
    fc.assert(
      fc.property(anywhere, input, ({ scenario, who, inputs }, next) => {
        const before = reach({ scenario, who, inputs });
        const { run: after } = step(scenario, before, next, who);
        for (const write of before.writes) {
          if (write.said === undefined) continue;
          const kept = after.writes.some((each) => each.step === write.step && each.said === write.said);
          const value = typeof write.value === 'object' ? write.said : String(write.value);
          expect(kept || after.remembered[write.step] === value, JSON.stringify(write)).toBe(true);
        }
        for (const id of Object.keys(before.remembered)) expect(after.remembered).toHaveProperty([id]);
        if (after.status === 'handedOff') {
          const told = summarize(scenario, after, who).answers.map(({ value }) => value);
          for (const { said: words } of after.writes) if (words !== undefined) expect(told).toContain(words);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('comes to an end by fitting answers', () => {
    fc.assert(
      fc.property(
        anyScenario,
        anyScene,
        fc.array(fc.nat(20), { minLength: 99, maxLength: 99 }),
        (scenario, who, picks) => {
          let { run, effects } = step(scenario, newRun(), { kind: 'start' }, who);
          for (const pick of picks) {
            const answer = fittingAnswer(effects, pick);
            if (!answer) break;
            ({ run, effects } = step(scenario, run, answer, who));
            if (effects.at(-1)?.kind === 'miss') ({ run, effects } = step(scenario, run, { kind: 'repeat' }, who));
          }
          for (let turn = 0; turn < 100; turn++) ({ run } = step(scenario, run, { kind: 'repeat' }, who));
          expect(run.status).not.toBe('active');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('ends by calling a person when nothing fits, however long it goes on', () => {
    fc.assert(
      fc.property(
        anyScenario,
        anyScene,
        fc.array(input, { minLength: 130, maxLength: 130 }),
        (scenario, who, inputs) => {
          expect(reach({ scenario, who, inputs }).status).not.toBe('active');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('calls a person after three answers in a row that fit nothing, from wherever it is', () => {
    fc.assert(
      fc.property(anywhere, (where) => {
        let run = reach(where);
        const { at } = run;
        for (let turn = 0; turn < 3 && run.status === 'active' && run.waitingFor === 'answer'; turn++) {
          const { run: after } = step(where.scenario, run, { kind: 'answer', text: '🙈 🙈' }, where.who);
          // Where anything is an answer it went on.
          if (after.at !== at) return;
          run = after;
        }
        if (run.waitingFor === 'answer') expect(run.status).toBe('handedOff');
      }),
      { numRuns: 400 },
    );
  });

  it('is back where it was after an answer and "back", unless something was done meanwhile', () => {
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
          if (answer?.kind !== 'answer' || run.waitingFor !== 'answer') return;
          const after = step(scenario, run, answer, who);
          if (after.run.status !== 'active' || after.run.trail.length <= run.trail.length) return;
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

/** Mostly what fits (null), now and then anything, or from the start once more. */
const move = fc.oneof(
  { weight: 8, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: input },
  { weight: 1, arbitrary: fc.constant<Input>({ kind: 'restart' }) },
);
const moves = fc.array(fc.tuple(fc.nat(20), move), { minLength: 20, maxLength: 60 });

/** An act that is asked for again and again. */
const again = scenarioFrom(`key: again
type: request
topic: orders
queue: delivery
title: { ru: Ещё раз, en: Again }
steps:
  call:
    act: callback.ask
    with: { phone: { literal: '+74951234567' } }
    confirm: { ru: Перезвонить?, en: Call you? }
    no: more
    failed: more
    then: more
  more:
    ask: { ru: Ещё?, en: More? }
    into: more
    choices:
      - { value: one, label: { ru: Да, en: Yes }, then: call }
      - { value: two, label: { ru: Нет, en: No }, then: end }
  end:
    resolve: true
`);

describe('acts in any walk', () => {
  it('are done only after a yes to their question, and never twice under one key', () => {
    let twice = 0;
    fc.assert(
      fc.property(fc.oneof(anyScenario, fc.constant(again)), anyScene, moves, (scenario, who, moved) => {
        const confirmed = new Set(
          scenario.steps.flatMap((each) => (each.kind === 'act' && each.confirm ? [each.id] : [])),
        );
        const done = new Set<string>();
        let { run, effects } = step(scenario, newRun(), { kind: 'start' }, who);
        for (const [pick, wild] of moved) {
          const each = wild === null ? fittingAnswer(effects, pick) : wild;
          if (!each) break;
          const act = effects.findLast((effect) => effect.kind === 'act');
          if (each.kind === 'done' && run.waitingFor === 'act' && act) done.add(`${act.step}:${String(act.done)}`);
          const stepped = step(scenario, run, each, who);
          for (const effect of stepped.effects) {
            if (effect.kind !== 'act') continue;
            expect(done, 'done before').not.toContain(`${effect.step}:${String(effect.done)}`);
            if (effect.done > 0) twice++;
            if (!confirmed.has(effect.step) || run.waitingFor === 'act') continue;
            expect(run).toMatchObject({ at: effect.step, waitingFor: 'answer' });
            expect(each.kind === 'answer' && readYesNo(each.text, each.value), JSON.stringify(each)).toBe(true);
          }
          ({ run, effects } = stepped);
        }
      }),
      { numRuns: 400 },
    );
    // Some were confirmed and done a second time, under another key.
    expect(twice).toBeGreaterThan(0);
  });
});

describe('calls in any walk', () => {
  it('come back with what was wanted, or the whole walk has ended', () => {
    fc.assert(
      fc.property(
        generated,
        anyScene,
        fc.array(fc.nat(20), { minLength: 60, maxLength: 60 }),
        ({ scenario }, who, picks) => {
          let { run, effects } = step(scenario, newRun(), { kind: 'start' }, who);
          for (const pick of picks) {
            const answer = fittingAnswer(effects, pick);
            if (!answer) break;
            ({ run, effects } = step(scenario, run, answer, who));
          }
          for (const [at, id] of run.path.entries()) {
            const next = run.path[at + 1];
            if (!id.includes('/') || next === undefined || next.includes('/')) continue;
            // Left by its end: the caller has the value and goes on.
            const call = id.split('/')[0] ?? '';
            const name = `v${call.slice(1)}`;
            expect(run.writes.find((write) => write.name === name && write.step === id)?.value).toBe('+74951234567');
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

import type { MessageExtras } from '../conversations/index.ts';
import { digress, planInWalk } from './plan-in-walk.ts';
import { planOutside } from './plan-outside.ts';
import { begin, callPerson, handOffPlan, type Draft } from './plans.ts';
import type { RunRecord } from './run-record.ts';
import { asksForAside, askToResume, isWorthKeeping, leave, resume } from './set-aside.ts';
import { wordsOf, type Situation } from './situation.ts';
import { smallTalkIn } from './small-talk.ts';
import { numberedChoice, writtenChoice } from './spoken.ts';
import type { Decision, Plan } from './turn.ts';

/** Decides what to answer: a person is called at once, a chosen subject begins, a walk goes on, anything else is understood. */
export async function planTurn(told: Situation): Promise<Plan> {
  const situation = asPressed(told);
  const draft = orPerson(situation, askToResume(situation, await decide(situation)));
  const dropped = draft.dropped ?? situation.lost;
  const replies = situation.isFirst ? introduced(situation, draft.replies) : draft.replies;
  return {
    locale: situation.locale,
    decision: draft.decision,
    candidates: (draft.candidates ?? []).slice(0, 5).map(({ subject, confidence }) => ({ id: subject.id, confidence })),
    replies,
    ending: draft.ending ?? null,
    dropped: dropped && {
      id: dropped.id,
      storedTurns: dropped.storedTurns,
      isSetAside: dropped.scenario !== null && dropped === situation.active && isWorthKeeping(dropped),
    },
    moved: draft.moved ?? [],
  };
}

/** What was offered may be written instead of pressed, "did it help?" by its number as well. */
function asPressed(situation: Situation): Situation {
  const { active, value, text, choices } = situation;
  // A question of a scenario knows its own answers best.
  if (value !== undefined || (active && isAsking(active))) return situation;
  const written = active ? numberedChoice(choices, text) : writtenChoice(choices, text);
  return written ? { ...situation, value: written.value } : situation;
}

async function decide(situation: Situation): Promise<Draft> {
  const { text, value, active } = situation;
  const talk = value === undefined ? smallTalkIn(text) : null;
  if (value === '/human' || talk === 'person') return handOffPlan(situation, { reason: 'asked', record: active });
  const asked = asksForAside(situation);
  if (asked && situation.aside) {
    return asked === 'resume' ? resume(situation, situation.aside) : leave(situation, situation.aside);
  }
  const chosen = /^\/(?:scenario:)?((?:article:)?[a-z0-9-]+)$/.exec(value ?? '');
  if (chosen?.[1] && (value?.startsWith('/scenario:') || value?.startsWith('/article:'))) {
    const key = chosen[1];
    // Read in the middle of a question, which is still to be answered.
    if (active && value.startsWith('/article:') && isAsking(active)) {
      return digress(situation, active, { key, candidates: [], left: null });
    }
    return begin(situation, key, { decision: 'act', dropped: active });
  }
  return active ? planInWalk(situation, active, talk) : planOutside(situation, talk, null);
}

const isMiss = (decision: Decision | null): boolean => decision === 'miss' || decision === 'offer';

/** Whoever was not understood twice in a row is offered a person, however the second turn came about. */
function orPerson(situation: Situation, draft: Draft): Draft {
  const last = draft.replies.at(-1);
  if (!last || draft.ending || !isMiss(situation.previous) || !isMiss(draft.decision)) return draft;
  const person = callPerson(situation);
  const { replies = [], offers = [] } = last.extras;
  if ([...replies, ...offers].some(({ value }) => value === person.value)) return draft;
  const offered = { ...last, extras: { ...last.extras, replies: [...replies, person] } };
  return { ...draft, replies: [...draft.replies.slice(0, -1), offered] };
}

const isAsking = ({ scenario, run }: RunRecord): boolean =>
  scenario.steps.find((step) => step.id === run.at)?.kind === 'ask';

/** The first words of a conversation say who speaks. */
function introduced(situation: Situation, replies: Plan['replies']): Plan['replies'] {
  const [first, ...others] = replies;
  const greeting = wordsOf(situation)('assistant.greeting');
  if (!first) return replies;
  const extras: MessageExtras = first.extras;
  return [{ body: `${greeting}\n\n${first.body}`, extras }, ...others];
}

import { readYesNo } from '../scenarios/index.ts';
import type { Draft } from './plans.ts';
import { articleKeyOf, type RunRecord } from './run-record.ts';
import { say } from './say.ts';
import { wordsOf, type Situation } from './situation.ts';
import { moveIn } from './spoken.ts';
import { walkOn } from './walk-on.ts';

const RESUME = '/resume';
const LEAVE = '/leave';

/** What a message asks to happen with the walk that was set aside; null when it says nothing of it. */
export function asksForAside({ text, value, aside, isAsideOffered, active }: Situation): 'resume' | 'leave' | null {
  if (!aside) return null;
  if (value === RESUME) return 'resume';
  if (value === LEAVE) return 'leave';
  if (value === undefined && moveIn(text) === 'resume') return 'resume';
  if (value !== undefined || !isAsideOffered || active) return null;
  const answer = readYesNo(text);
  return answer === null ? null : answer ? 'resume' : 'leave';
}

/** A walk in the middle of a question is kept when something else comes between: its answers were given for a purpose. */
export const isWorthKeeping = ({ key, scenario, run }: RunRecord): boolean =>
  articleKeyOf(key) === null &&
  run.status === 'active' &&
  scenario.steps.find((step) => step.id === run.at)?.kind === 'ask';

/** Goes on with the walk that was set aside, at the question where it stood. */
export async function resume(situation: Situation, aside: RunRecord): Promise<Draft> {
  const { moved, done } = await walkOn(situation, aside, { kind: 'repeat' });
  const { replies, ending } = await say(situation, done);
  const [first] = replies;
  const t = wordsOf(situation);
  if (first)
    first.body = `${t('assistant.resumed', { title: aside.scenario.title[situation.locale] })}\n\n${first.body}`;
  return { decision: 'walk', replies, ending, moved, dropped: situation.active };
}

/** Lets it go; nothing else is open. */
export const leave = (situation: Situation, aside: RunRecord): Draft => ({
  decision: 'walk',
  replies: [{ body: wordsOf(situation)('assistant.bye'), extras: {} }],
  ending: { kind: 'resolve', topic: aside.scenario.topic },
  dropped: aside,
});

/** What would end the conversation first asks whether to go back to the walk that was set aside. */
export function askToResume(situation: Situation, draft: Draft): Draft {
  const { aside, locale } = situation;
  const last = draft.replies.at(-1);
  const isOver = draft.ending?.kind === 'resolve' && draft.dropped?.id !== aside?.id;
  if (!aside || !last || !isOver || draft.moved?.some(({ id }) => id === aside.id)) return draft;
  const t = wordsOf(situation);
  const title = aside.scenario.title[locale];
  const offers = [
    { value: RESUME, label: t('assistant.resume.yes', { title }) },
    { value: LEAVE, label: t('assistant.resume.no') },
  ];
  const asked = { body: `${last.body}\n\n${t('assistant.resume.ask', { title })}`, extras: { ...last.extras, offers } };
  return { ...draft, ending: null, replies: [...draft.replies.slice(0, -1), asked] };
}

/** Whether a turn asked it. */
export const asksToResume = (replies: readonly { extras: Record<string, unknown> }[]): boolean =>
  replies.some(({ extras }) => Array.isArray(extras['offers']) && extras['offers'].some((offer) => isResume(offer)));

const isResume = (offer: unknown): boolean =>
  typeof offer === 'object' && offer !== null && 'value' in offer && offer.value === RESUME;

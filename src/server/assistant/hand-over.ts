import type { WordKey } from '#content/words.ts';
import { queueOfCategory, queues, type QueueKey } from '../conversations/index.ts';
import { summarize, type HandOffPriority, type HandOffReason } from '../scenarios/index.ts';
import { OFFER } from './confidence.ts';
import type { Subject } from './knowledge.ts';
import { articleKeyOf, type RunRecord } from './run-record.ts';
import { sceneIn, understandIn, type Situation } from './situation.ts';
import { smallTalkIn } from './small-talk.ts';
import type { Ending } from './turn.ts';
import type { Candidate } from './understand.ts';

export type Reason = HandOffReason | 'noAnswer';

/** Shown to the person who takes over. */
const CANDIDATES = 3;

const isQueue = (queue: string): queue is QueueKey => (queues as readonly string[]).includes(queue);

/** Everything the assistant knew, for the person who takes over: nothing has to be asked twice. */
export async function handOver(
  situation: Situation,
  options: {
    reason: Reason;
    record: RunRecord | null;
    queue?: string | undefined;
    priority?: HandOffPriority;
    candidates?: readonly Candidate[];
  },
): Promise<Extract<Ending, { kind: 'handOff' }>> {
  const { record, reason } = options;
  const request = record?.request ?? situation.request;
  const candidates = options.candidates ?? (await candidatesFor(situation, request));
  const queue = options.queue || record?.scenario.queue || queueFor(record, candidates);
  const walked = record && articleKeyOf(record.key) === null ? record : null;
  const { path, answers } = walked
    ? summarize(walked.scenario, walked.run, await sceneIn(situation))
    : { path: [], answers: [] };
  const key: WordKey = `assistant.reason.${reason}`;
  return {
    kind: 'handOff',
    queue: isQueue(queue) ? queue : 'general',
    summary: {
      request,
      reason: key,
      ...(options.priority === 'high' ? { priority: 'high' as const } : {}),
      ...(walked
        ? { scenario: { key: walked.key, title: walked.scenario.title[situation.locale], step: walked.run.at } }
        : {}),
      path,
      answers,
      candidates: candidates.slice(0, CANDIDATES).map(({ subject, confidence }) => ({
        kind: subject.kind,
        key: subject.key,
        title: titleOf(subject, situation),
        confidence,
      })),
    },
  };
}

async function candidatesFor(situation: Situation, request: string): Promise<readonly Candidate[]> {
  // "Call a person" is no subject to prepare for.
  return smallTalkIn(request) === null ? (await understandIn(situation, request)).candidates : [];
}

function queueFor(record: RunRecord | null, candidates: readonly Candidate[]): string {
  if (record) return queueOfCategory(record.scenario.topic);
  const [best] = candidates;
  return best && best.confidence >= OFFER ? queueOfCategory(best.subject.topic) : 'general';
}

export const titleOf = (subject: Subject, { locale }: Pick<Situation, 'locale'>): string =>
  subject.title[locale] ?? subject.title.ru ?? subject.title.en ?? subject.key;

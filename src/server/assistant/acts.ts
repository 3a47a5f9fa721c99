import { createHash } from 'node:crypto';
import { wordsFor } from '#content/words.ts';
import { startInvoicePayment } from '../billing/index.ts';
import {
  getConversation,
  numberLabel,
  postAssistantMessage,
  queueOfCategory,
  queues,
  startConversation,
  type QueueKey,
} from '../conversations/index.ts';
import { getDocument } from '../documents/index.ts';
import { systemViewer, type UserViewer } from '../identity/index.ts';
import { choosePreferences, getPreferences, readAtPage, channels } from '../notifications/index.ts';
import { parseSubject, type Subject } from '../platform/subject.ts';
import { isActionName, type ActionName, type Effect, type Input, type Item, type Value } from '../scenarios/index.ts';
import { createTask, getTask } from '../tasks/index.ts';
import { taskItem } from './items.ts';
import type { RunRecord } from './run-record.ts';
import type { Walking } from './situation.ts';
import { within } from './within.ts';

/** An act that takes longer counts as failed; done again under the same key, what was done is found. */
const LIMIT_MS = 15_000;

/** For whom, in which conversation. */
export type ActFor = Pick<Walking, 'ctx' | 'locale' | 'deliver'> & {
  conversation: Pick<Walking['conversation'], 'id' | 'customerId'>;
};

/** One act under way. */
interface Act {
  situation: ActFor;
  record: Pick<RunRecord, 'id' | 'scenario'>;
  /** The same for every attempt at the same act: what was done under it is not done again. */
  key: string;
  given: (name: string) => Value | undefined;
}
/** What came of it; `null` when the door refused. */
type Done = { value: Value | undefined } | null;

/** Each action of the scenario language through the door that owns it. */
const performers: Record<ActionName, (act: Act) => Promise<Done>> = {
  'task.create': async ({ situation, key, given }) => {
    const { ctx } = situation;
    const customerId = ctx.viewer.kind === 'user' ? ctx.viewer.customerId : null;
    if (customerId === null) return null;
    const made = await createTask(ctx, {
      customerId,
      title: shortened(textIn(given('title')), 200),
      text: shortened(textIn(given('text')), 5000),
      dueOn: textIn(given('dueOn')) || null,
      subject: subjectIn(given('about')),
      clientId: key,
    });
    const task = made.ok ? await getTask(ctx, made.value.taskId) : null;
    return task && { value: taskItem(task) };
  },
  'request.open': (act) => openRequest(act, textIn(act.given('text'))),
  'callback.ask': (act) => {
    const t = wordsFor(act.situation.locale);
    const lines = [
      t('scenario.callback.phone', { phone: textIn(act.given('phone')) }),
      act.given('when') ? t('scenario.callback.when', { when: textIn(act.given('when')) }) : '',
      textIn(act.given('text')),
    ];
    return openRequest(act, lines.filter((line) => line !== '').join('\n'), textIn(act.given('phone')));
  },
  'document.send': async ({ situation, key, given }) => {
    const { ctx, conversation } = situation;
    const document = await getDocument(ctx, textOf(given('document'), 'id'));
    const [version] = document?.versions ?? [];
    if (!document || !version) return null;
    const { title } = document;
    const fileId = version.file.id;
    if (situation.deliver) return (await situation.deliver({ title, fileId, key })) ? { value: undefined } : null;
    const posted = await postAssistantMessage(
      { ...ctx, viewer: systemViewer('send a document somebody asked for') },
      { conversationId: conversation.id, clientId: key, body: title, fileIds: [fileId] },
    );
    return posted.ok && !posted.value.silenced ? { value: undefined } : null;
  },
  'payment.start': async ({ situation, given }) => {
    const { ctx } = situation;
    const { viewer } = ctx;
    const invoice = itemIn(given('invoice'));
    const number = textOf(invoice, 'number');
    if (viewer.kind !== 'user' || number === '') return null;
    const started = await startInvoicePayment({ ...ctx, viewer }, { number, returnTo: `/cabinet/invoices/${number}` });
    return started.ok ? { value: { amount: invoice?.['left'] ?? null, url: started.value.url } } : null;
  },
  'preference.set': async ({ situation: { ctx }, given }) => {
    const { viewer } = ctx;
    if (viewer.kind !== 'user') return null;
    const wanted = channels.flatMap((channel) => {
      const value = given(channel);
      return typeof value === 'boolean' ? [[channel, value] as const] : [];
    });
    return (await prefer({ ...ctx, viewer }, textIn(given('group')), wanted)) ? { value: undefined } : null;
  },
  'order.seen': async ({ situation: { ctx }, given }) => {
    const { viewer } = ctx;
    const path = textOf(given('order'), 'path');
    if (viewer.kind !== 'user' || path === '') return null;
    await readAtPage({ ...ctx, viewer }, path);
    return { value: undefined };
  },
};

/** Opens a conversation that people answer: the assistant is not in it. */
async function openRequest({ situation, record, key, given }: Act, text: string, contact?: string): Promise<Done> {
  const { ctx, locale, conversation } = situation;
  const { scenario } = record;
  const started = await startConversation(ctx, {
    locale,
    clientId: key,
    text,
    about: subjectIn(given('about')) ?? undefined,
    customerId: conversation.customerId ?? undefined,
    contact,
    queue: isQueue(scenario.queue) ? scenario.queue : queueOfCategory(scenario.topic),
  });
  const opened = started.ok ? await getConversation(ctx, started.value.conversationId) : null;
  return opened && { value: { number: numberLabel(opened.number), path: `/chat/${opened.id}` } };
}

/** Switches channels of one group and leaves all others as they are. False when there is no such group for this person. */
async function prefer(
  ctx: Parameters<typeof getPreferences>[0],
  group: string,
  wanted: readonly (readonly [string, boolean])[],
): Promise<boolean> {
  const { groups, often } = await getPreferences(ctx);
  if (!groups.some((each) => each.group === group && !each.locked)) return false;
  const on = new Set(
    groups.flatMap(({ group: name, choice }) =>
      channels.filter((channel) => choice[channel]).map((channel) => `${name}.${channel}`),
    ),
  );
  for (const [channel, value] of wanted) {
    if (value) on.add(`${group}.${channel}`);
    else on.delete(`${group}.${channel}`);
  }
  await choosePreferences(ctx, { on, often });
  return true;
}

/**
 * Does what a scenario was told to do, as the person of the conversation. Run, scenario, step and how often it was done before
 * make its key, so that an attempt cut short by a crash or a time limit is not done a second time. `failed` when the door refused, broke
 * or took too long; a failure is logged.
 */
export async function performAct(
  situation: ActFor,
  record: Pick<RunRecord, 'id' | 'scenario'>,
  { step, act: name, parameters, done }: Extract<Effect, { kind: 'act' }>,
): Promise<Input> {
  const { ctx } = situation;
  // Somebody of our people looks at a cabinet as its customer sees it: they change nothing.
  if (!isActionName(name) || isPreview(ctx.viewer)) return { kind: 'failed' };
  const act = { situation, record, key: keyOf(record, step, done), given: (each: string) => parameters[each] };
  try {
    const came = await within(LIMIT_MS, performers[name](act));
    return came ? { kind: 'done', value: came.value } : { kind: 'failed' };
  } catch (error) {
    ctx.platform.log.error({ err: error, act: name, step }, 'an act of a scenario failed');
    return { kind: 'failed' };
  }
}

const isPreview = (viewer: ActFor['ctx']['viewer']): viewer is UserViewer =>
  viewer.kind === 'user' && viewer.preview !== null;

/** Short enough for every door. A walk that went over into another scenario has steps of the same names there. */
const keyOf = ({ id, scenario }: Act['record'], step: string, done: number): string =>
  `act.${createHash('sha256')
    .update(`${id}:${scenario.key}:${step}:${String(done)}`)
    .digest('hex')
    .slice(0, 40)}`;

const isQueue = (queue: string): queue is QueueKey => (queues as readonly string[]).includes(queue);
const itemIn = (value: Value | undefined): Item | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Item) : null;
const textIn = (value: Value | undefined): string =>
  value === null || value === undefined || typeof value === 'object' ? '' : String(value);

function textOf(value: Value | undefined, field: string): string {
  const found = itemIn(value)?.[field];
  return typeof found === 'string' ? found : '';
}

/** The thing an order, an invoice or a document is, by the path of its page. */
function subjectIn(value: Value | undefined): Subject | null {
  const [, kind, key] = /^\/cabinet\/(order|invoice|document)s\/(.+)$/.exec(textOf(value, 'path')) ?? [];
  return kind && key ? parseSubject(`${kind}:${key}`) : null;
}

const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;

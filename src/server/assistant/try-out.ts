import { isLocale, type Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import { canSeeCustomers, lookAs } from '../customers/index.ts';
import type { Ctx } from '../context.ts';
import { getArticle, sectionText } from '../help-center/index.ts';
import type { UserViewer, VisitorViewer } from '../identity/index.ts';
import {
  canWriteScenarios,
  actions,
  isActionName,
  linkScenario,
  newRun,
  step,
  type AnswerInput,
  type Effect,
  type Input,
  type Item,
  type Library,
  type Prefill,
  type Reply,
  type Run,
  type Scenario,
  type Scene,
  type Tried,
  type Value,
} from '../scenarios/index.ts';
import { performLookUp } from './look-ups.ts';
import { isSample, sampleItem, sampleLookUp, sampleScene, type SampleCustomer } from './sample-customer.ts';
import { sceneOf } from './scene.ts';

/** Something that stands in the pane: what the assistant says, what was answered, and what it would do. */
export type TriedLine =
  | { kind: 'said'; text: string; article: { key: string; title: string } | null }
  | { kind: 'answered'; text: string }
  | { kind: 'note'; note: 'lookedUp'; what: string; count: number | null }
  | { kind: 'note'; note: 'handOff'; what: string; count: null; reason: string }
  | { kind: 'note'; note: 'act'; what: string; count: null; given: string }
  | { kind: 'note'; note: 'goesOn' | 'finished' | 'notHelped' | 'miss' | 'loop'; what: string; count: null };

export interface TriedOut {
  lines: TriedLine[];
  /** What may be answered now; empty when it has ended. */
  replies: Reply[];
  prefill: Prefill | null;
  /** What the answer is typed into. */
  input: AnswerInput | null;
  askHelped: boolean;
  canGoBack: boolean;
  status: Run['status'];
  /** The step it waits at. */
  at: string;
}

/** As whom: `visitor`, `sample:late`, or `person:<mail address>:<customer id>`. */
export interface TryOutInput {
  scenario: Scenario;
  /** What it may call. */
  library: Library;
  as: string;
  locale: string;
  /** Everything done so far; it is done again from the beginning, so that a changed scenario is tried with the same answers. */
  tried: readonly Tried[];
}

interface Eyes {
  ctx: Ctx<UserViewer | VisitorViewer>;
  scene: Scene;
  sample: SampleCustomer | null;
}

/** The reply that stands for a file being sent. */
export const FILE = '/file';

/** Turns without a word from the person before it is stopped; a draft may have loops. */
const MOVES = 200;

/** Whether somebody may try scenarios as a real customer: only those who see customers’ affairs anyway. */
export const mayTryAsCustomer = (ctx: Ctx): boolean => canWriteScenarios(ctx.viewer) && canSeeCustomers(ctx.viewer);

/**
 * Walks a scenario without a conversation: nothing is stored, nothing is done, nobody is told. What it looks up is read with the
 * eyes of the chosen person. Null for those who do not write scenarios, and for somebody who is not theirs to choose.
 */
export async function tryOut(
  ctx: Ctx,
  { scenario, library, as, locale: chosen, tried }: TryOutInput,
): Promise<TriedOut | null> {
  if (!canWriteScenarios(ctx.viewer)) return null;
  const locale = isLocale(chosen) ? chosen : 'ru';
  const eyes = await eyesOf(ctx, as, locale);
  if (!eyes) return null;
  const out: TriedOut = {
    ...{
      lines: [],
      replies: [],
      prefill: null,
      input: null,
      askHelped: false,
      canGoBack: false,
      status: 'active',
      at: '',
    },
  };
  const linked = linkScenario(scenario, library);
  let run = newRun();
  for (const input of [null, ...tried]) {
    if (input?.do === 'say') out.lines.push({ kind: 'answered', text: input.text });
    run = await move(eyes, linked, run, inputOf(input, eyes), out);
    if (run.status !== 'active') break;
  }
  return { ...out, status: run.status, at: run.at, canGoBack: run.status === 'active' && run.trail.length > 0 };
}

function inputOf(tried: Tried | null, { ctx, scene }: Eyes): Input {
  if (tried === null) return { kind: 'start' };
  if (tried.do === 'back') return { kind: 'back' };
  // A made-up file stands for those that would be sent.
  const files = tried.value === FILE ? [sampleItem(ctx, { sample: 'usual', locale: scene.locale }, 'file', 1)] : [];
  return { kind: 'answer', text: tried.text, ...(files.length > 0 ? { files } : { value: tried.value }) };
}

/** Takes what happened and looks things up until the scenario waits for the person or ends. */
async function move(eyes: Eyes, scenario: Scenario, from: Run, input: Input, out: TriedOut): Promise<Run> {
  let run = from;
  Object.assign(out, { replies: [], prefill: null, input: null, askHelped: false });
  for (let next: Input | null = input, moves = 0; next !== null; moves++) {
    if (moves > MOVES) {
      out.lines.push({ kind: 'note', note: 'loop', what: run.at, count: null });
      return { ...run, status: 'finished' };
    }
    const stepped = step(scenario, run, next, eyes.scene);
    run = stepped.run;
    next = null;
    for (const effect of stepped.effects) {
      if (effect.kind === 'lookUp') next = await lookedUp(eyes, effect, out);
      else if (effect.kind === 'act') next = acted(eyes, effect, out);
      else await show(eyes, effect, out);
    }
  }
  return run;
}

async function lookedUp(eyes: Eyes, effect: Extract<Effect, { kind: 'lookUp' }>, out: TriedOut): Promise<Input> {
  const { ctx, sample, scene } = eyes;
  const { lookUp, parameters } = effect;
  const value: Value | null =
    sample === null
      ? await performLookUp(ctx, effect)
      : sampleLookUp(ctx, { sample, locale: scene.locale }, lookUp, parameters);
  const count = Array.isArray(value) ? value.length : value === null ? null : 1;
  out.lines.push({ kind: 'note', note: 'lookedUp', what: lookUp, count });
  return value === null ? { kind: 'failed' } : { kind: 'found', value };
}

/** Nothing is done: it is shown what would be, and the scenario goes on as if it had been. */
function acted({ ctx, scene }: Eyes, { act, parameters }: Extract<Effect, { kind: 'act' }>, out: TriedOut): Input {
  const given = Object.entries(parameters).map(([name, value]) => `${name}: ${inWords(value)}`);
  out.lines.push({ kind: 'note', note: 'act', what: act, count: null, given: given.join(', ') });
  const gives = isActionName(act) ? actions[act].gives : null;
  if (gives === null) return { kind: 'done' };
  return { kind: 'done', value: sampleItem(ctx, { sample: 'usual', locale: scene.locale }, gives, 1) };
}

function inWords(value: Value): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '—');
  if (Array.isArray(value)) return String(value.length);
  const { number, title, name }: Item = value as Item;
  const word = number ?? title ?? name;
  return typeof word === 'object' ? '…' : String(word ?? '…');
}

async function show(
  { ctx, scene }: Eyes,
  effect: Exclude<Effect, { kind: 'lookUp' | 'act' }>,
  out: TriedOut,
): Promise<void> {
  const { lines } = out;
  const t = wordsFor(scene.locale);
  const say = (text: string) => lines.push({ kind: 'said', text, article: null });
  switch (effect.kind) {
    case 'say':
      say(effect.text);
      break;
    case 'ask':
      say(effect.text);
      Object.assign(out, { replies: effect.replies, prefill: effect.prefill, input: effect.input });
      break;
    case 'article': {
      const article = await getArticle(ctx, { key: effect.article, locale: scene.locale });
      const section = effect.excerpt === null || !article ? null : sectionText(article.html, effect.excerpt);
      const text = effect.text ?? section ?? article?.summary ?? '';
      lines.push({ kind: 'said', text, article: { key: effect.article, title: article?.title ?? effect.article } });
      break;
    }
    case 'askHelped':
      say(effect.text ?? t('assistant.didItHelp'));
      out.askHelped = true;
      break;
    case 'handOff':
      say(effect.text ?? t('assistant.handOff'));
      lines.push({ kind: 'note', note: 'handOff', what: effect.queue, count: null, reason: effect.reason });
      break;
    case 'finish':
      say(effect.text ?? t(effect.helped ? 'assistant.goodbye' : 'assistant.ended'));
      lines.push({ kind: 'note', note: 'finished', what: effect.step, count: null });
      break;
    case 'scenario':
      lines.push({ kind: 'note', note: 'goesOn', what: effect.scenario, count: null });
      break;
    case 'notHelped':
      say(t('assistant.notHelped'));
      lines.push({ kind: 'note', note: 'notHelped', what: effect.step, count: null });
      break;
    case 'miss':
      if (effect.why !== null) say(effect.why);
      lines.push({ kind: 'note', note: 'miss', what: effect.step, count: null });
  }
}

async function eyesOf(ctx: Ctx, as: string, locale: Locale): Promise<Eyes | null> {
  const [kind, name = ''] = as.split(/:(.*)/su);
  if (kind === 'person') {
    // `person:<address>:<customer>`. Looked at by the rule of cabinets, and noted as a look at one.
    const [email = '', of] = name.split(':');
    const viewer = mayTryAsCustomer(ctx) ? await lookAs(ctx, email, of) : null;
    if (!viewer) return null;
    const own = { ...ctx, viewer };
    return { ctx: own, scene: await sceneOf(own, locale), sample: null };
  }
  const visitor: Ctx<VisitorViewer> = { ...ctx, viewer: { kind: 'visitor', visitorHash: null, locale } };
  if (kind === 'sample') {
    return { ctx: visitor, scene: sampleScene(ctx, locale), sample: isSample(name) ? name : 'usual' };
  }
  return { ctx: visitor, scene: await sceneOf(visitor, locale), sample: null };
}

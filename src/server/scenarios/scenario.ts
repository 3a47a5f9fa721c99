import type { Locale } from '#content/locales.ts';
import type { Condition } from './condition.ts';

/** One text in every language of the interface. */
export type Texts = Record<Locale, string>;

export type Scalar = string | number | boolean | null;
export interface Money {
  /** Minor units. */
  amount: number;
  currency: string;
}
/** One thing a look-up found or an act made: an order, an invoice, a task. Its fields are named in vocabulary.ts. */
export type Item = Record<string, Scalar | Money>;
/** What a scenario remembers under a name; plain JSON, because it is stored. */
export type Value = Scalar | Money | Item | Item[];

export interface ScenarioChoice {
  value: string;
  label: Texts;
  /** Other ways to say it. */
  words?: Record<Locale, string[]> | undefined;
  then?: string | undefined;
}

interface Named {
  id: string;
}
interface Going extends Named {
  /** Where it goes on. */
  then: string;
}

export interface SayStep extends Going {
  kind: 'say';
  text: Texts;
}
interface Asking extends Named {
  kind: 'ask';
  text: Texts;
  /** What the answer is called in a summary: "New day". The question itself when absent. */
  label?: Texts | undefined;
  into: string;
}
export interface AskChoiceStep extends Asking {
  answer: 'choice';
  choices: ScenarioChoice[];
  /** For choices that do not say where to go themselves. */
  then?: string | undefined;
}
/** A value to answer with, taken from the account or from an earlier answer: shown with its source, and may be changed. */
interface Suggesting extends Asking {
  suggest?: string | undefined;
  then: string;
}
export interface AskTextStep extends Suggesting {
  answer: 'text' | 'email' | 'phone';
}
export interface AskNumberStep extends Suggesting {
  answer: 'number';
  min?: number | undefined;
  max?: number | undefined;
  /** Without a fraction. */
  whole: boolean;
}
export interface AskDateStep extends Suggesting {
  answer: 'date';
  earliest?: DayBound | undefined;
  latest?: DayBound | undefined;
  /** Monday to Friday only. */
  workdays: boolean;
}
/** A day counted from today, or one that is remembered. */
export type DayBound = { today: number } | { from: string };
export interface AskFileStep extends Asking {
  answer: 'file';
  /** Where to go when they have none. */
  none: string;
  then: string;
}
export interface AskItemStep extends Asking {
  answer: 'order' | 'invoice' | 'document';
  /** Name of the found list to pick from. */
  from: string;
  /** Where to go when none of them is meant, or there are none. */
  none: string;
  /** With exactly one: ask to confirm it, or take it without asking. */
  single: 'confirm' | 'take';
  then: string;
}
export type AskTypedStep = AskTextStep | AskNumberStep | AskDateStep;
export type AskStep = AskChoiceStep | AskTypedStep | AskFileStep | AskItemStep;
export const isTypedAsk = (step: AskStep): step is AskTypedStep =>
  ['text', 'email', 'phone', 'number', 'date'].includes(step.answer);
export const isItemAsk = (step: AskStep): step is AskItemStep =>
  step.answer === 'order' || step.answer === 'invoice' || step.answer === 'document';
export interface LookUpStep extends Going {
  kind: 'lookUp';
  lookUp: string;
  into: string;
  /** Parameter → name of a remembered value. */
  with: Record<string, string>;
  /** Where to go when it could not be looked up; by default a person takes over. */
  failed?: string | undefined;
}
export interface BranchCase {
  if: Condition;
  then: string;
}
export interface BranchStep extends Named {
  kind: 'branch';
  cases: BranchCase[];
  otherwise: string;
}
export interface SetStep extends Going {
  kind: 'set';
  values: Record<string, Given>;
}
/** A value written down, or the one another name holds. */
export type Given = { literal: string | number | boolean } | { from: string };
export interface ArticleStep extends Going {
  kind: 'article';
  article: string;
  /** Said instead of its summary. */
  text?: Texts | undefined;
  /** Heading of the section that is quoted instead. */
  excerpt?: Texts | undefined;
}
export interface CallStep extends Going {
  kind: 'call';
  /** Key of a scenario that ends with `return`. */
  call: string;
  /** What it takes → what it is given. */
  with: Record<string, Given>;
  /** Name here → name there. */
  into: Record<string, string>;
}
/** The end of a scenario that was called: these of its values may be taken over. Walked by itself it ends here. */
export interface ReturnStep extends Named {
  kind: 'return';
  names: string[];
}
export interface ActStep extends Going {
  kind: 'act';
  act: string;
  /** Parameter → what it is given: a value, or a text with values. */
  with: Record<string, Given | { text: Texts }>;
  /** Asked before; what changes something must ask. */
  confirm?: Texts | undefined;
  /** Where to go when they do not want it. */
  no?: string | undefined;
  into?: string | undefined;
  /** Where to go when it could not be done; by default a person takes over. */
  failed?: string | undefined;
}
export interface DidItHelpStep extends Named {
  kind: 'didItHelp';
  text?: Texts | undefined;
  /** Where to go on yes and no; by default the walk ends, and on no a person is offered. */
  yes?: string | undefined;
  no?: string | undefined;
}
export interface HandOffStep extends Named {
  kind: 'handOff';
  queue?: string | undefined;
  reason: HandOffReason;
  priority: HandOffPriority;
  text?: Texts | undefined;
}
export interface ResolveStep extends Named {
  kind: 'resolve';
  text?: Texts | undefined;
}
export interface GoToStep extends Named {
  kind: 'goTo';
  /** A step of this scenario, or another scenario that takes over. */
  target: { step: string } | { scenario: string };
}
export type Step =
  | SayStep
  | AskStep
  | LookUpStep
  | BranchStep
  | SetStep
  | ArticleStep
  | DidItHelpStep
  | CallStep
  | ReturnStep
  | ActStep
  | HandOffStep
  | ResolveStep
  | GoToStep;

/** Why a conversation goes to a person; each is a word `handOff.reason.<reason>`. */
export const handOffReasons = [
  'asked',
  'needsPerson',
  'needsDecision',
  'needsCheck',
  'notHelped',
  'notUnderstood',
  'failed',
  'loop',
] as const;
export type HandOffReason = (typeof handOffReasons)[number];
export const handOffPriorities = ['normal', 'high'] as const;
export type HandOffPriority = (typeof handOffPriorities)[number];

/** What kind of request it is. */
export const scenarioTypes = ['question', 'problem', 'request', 'complaint'] as const;
export type ScenarioType = (typeof scenarioTypes)[number];

/** Whom it is for. People who belong to a segment are signed in. */
export type ScenarioAudience = 'everyone' | 'signedIn' | { segments: string[] };

/** What a scenario may be given when it is called. */
export const takenKinds = ['order', 'invoice', 'document', 'task', 'text', 'number', 'date', 'flag'] as const;
export type TakenKind = (typeof takenKinds)[number];

/** A script the assistant walks a person through. Never changed once published: a change is a new version. */
export interface Scenario {
  /** Readable, unique, the name of its file. */
  key: string;
  type: ScenarioType;
  /** Help-center category. */
  topic: string;
  /** What it is about within the category, in customers' words. */
  subtopic?: Texts | undefined;
  /** Where it hands over by default. */
  queue: string;
  /** E-mail of the one who looks after it. */
  owner?: string | undefined;
  audience: ScenarioAudience;
  /** A part of others: it is only called, never started by a question. Name → what it is given. */
  takes?: Record<string, TakenKind> | undefined;
  title: Texts;
  /** What people write when they need it. */
  examples: Record<Locale, string[]>;
  /** Articles whose questions lead here as well. */
  covers: string[];
  /** In the order they are written; the first is where it starts. */
  steps: Step[];
}

/** Whether people may be led into it by what they write; a part is only called. */
export const isStartable = (scenario: Scenario): boolean => scenario.takes === undefined;

/** A scenario as it was published. */
export interface PublishedScenario {
  scenario: Scenario;
  version: number;
}

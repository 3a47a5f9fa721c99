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
/** One thing a look-up found: an order, an invoice. Its fields are named in vocabulary.ts. */
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
export interface AskTextStep extends Asking {
  answer: 'text';
  then: string;
}
export interface AskItemStep extends Asking {
  answer: 'order' | 'invoice';
  /** Name of the found list to pick from. */
  from: string;
  /** Where to go when none of them is meant, or there are none. */
  none: string;
  /** With exactly one: ask to confirm it, or take it without asking. */
  single: 'confirm' | 'take';
  then: string;
}
export type AskStep = AskChoiceStep | AskTextStep | AskItemStep;
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
  values: Record<string, { literal: string | number | boolean } | { from: string }>;
}
export interface ArticleStep extends Going {
  kind: 'article';
  article: string;
  text?: Texts | undefined;
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

/** A script the assistant walks a person through. Never changed once published: a change is a new version. */
export interface Scenario {
  /** Readable, unique, the name of its file. */
  key: string;
  /** Help-center category. */
  topic: string;
  /** Where it hands over by default. */
  queue: string;
  title: Texts;
  /** What people write when they need it. */
  examples: Record<Locale, string[]>;
  /** Articles whose questions lead here as well. */
  covers: string[];
  /** In the order they are written; the first is where it starts. */
  steps: Step[];
}

/** A scenario as it was published. */
export interface PublishedScenario {
  scenario: Scenario;
  version: number;
}

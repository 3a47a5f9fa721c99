import type { Locale } from '#content/locales.ts';
import type { Audience } from '../help-center/index.ts';
import { wordsOf } from '#search/text.ts';
import type { Embedder } from '../platform/embedder.ts';
import type { Logger } from '../platform/log.ts';
import { calibrate } from './calibrate.ts';
import { uncalibrated, type Calibration } from './confidence.ts';
import type { Example } from './head.ts';
import { LearnedBefore } from './learned-before.ts';
import { Learned, type Likeness } from './learned.ts';
import { Lexicon, type Reading } from './lexicon.ts';
import { Spelling } from './spelling.ts';

/** Something the assistant can help with: a scenario it can walk or an article it can quote. */
export interface Subject {
  /** `scenario:where-is-my-order`, `article:delivery-cost` */
  id: string;
  kind: 'scenario' | 'article';
  key: string;
  /** Help-center category. */
  topic: string;
  title: Partial<Record<Locale, string>>;
  /** An article is offered to those only who may read it; a scenario is for everyone. */
  audience?: Audience;
  /** Languages whose readers doubt the article or scenario: it is not begun by itself, and offered with a warning. */
  doubted?: readonly Locale[];
  /** Its titles and examples in every language: what people say when they mean it. */
  texts: string[];
}

/** What is learned from texts alone, whoever they belong to. */
interface Found {
  lexicon: Lexicon;
  learned: Learned;
  calibration: Calibration;
  spelling: Spelling;
  /** Which group says a text word for word; null for what several say. */
  said: ReadonlyMap<string, number | null>;
}

/** A sketch sees every example half as often and is less strong in what it says by as much as the shift makes good (docs/assistant.md). */
const SKETCH = { epochs: 3, shift: 2 };

const before = new LearnedBefore<Found>();

async function learn(
  groups: readonly (readonly string[])[],
  vectors: readonly (Float32Array | null)[],
  { subjects, dimensions, isSketch }: { subjects: number; dimensions: number; isSketch: boolean },
): Promise<Found> {
  const texts = groups.flat();
  const groupOf = groups.flatMap((each, group) => each.map(() => group));
  const lexicon = await Lexicon.learn(texts);
  const examples = texts.map((_, text): Example => ({
    text,
    reading: lexicon.readings[text] as Reading,
    vector: vectors[text] ?? null,
    group: groupOf[text] as number,
  }));
  const size = { groups: groups.length, features: lexicon.features, dimensions };
  const learned = await Learned.from(examples, lexicon, size, isSketch ? SKETCH.epochs : undefined);
  const calibration = isSketch
    ? { ...uncalibrated(subjects, groups.length > subjects), shift: SKETCH.shift }
    : await calibrate(examples, { lexicon, size, subjects });
  const said = new Map<string, number | null>();
  for (const { text, group } of examples) {
    const words = wordForWord(texts[text] as string);
    said.set(words, said.has(words) && said.get(words) !== group ? null : group);
  }
  return { lexicon, learned, calibration, spelling: new Spelling(texts), said };
}

const wordForWord = (text: string): string =>
  wordsOf(text)
    .map(({ word }) => word)
    .join(' ');

/** All subjects with what is needed to tell which one is meant; learned once and never changed. */
export class Knowledge {
  readonly subjects: readonly Subject[];
  /** What its vectors were made by; questions to it are encoded by the same. */
  readonly embedder: Embedder;
  /** How sure it may be, from asking it about its own texts. */
  readonly calibration: Calibration;
  readonly spelling: Spelling;
  readonly #lexicon: Lexicon;
  readonly #learned: Learned;
  readonly #said: Found['said'];

  private constructor(
    subjects: readonly Subject[],
    embedder: Embedder,
    { lexicon, learned, calibration, spelling, said }: Found,
  ) {
    this.subjects = subjects;
    this.embedder = embedder;
    this.calibration = calibration;
    this.spelling = spelling;
    this.#lexicon = lexicon;
    this.#learned = learned;
    this.#said = said;
  }

  /**
   * Embeds every text, taking over the vectors an earlier knowledge has already made, and trains what tells them apart, in slices
   * between which everything else goes on. `outside` is what people ask that no subject answers: a question more like it than like
   * any subject is not taken for one. A `sketch` is learned in a glance, for those who ask before anything better is ready.
   */
  static async build(
    subjects: readonly Subject[],
    embedder: Embedder,
    {
      made = new Map<string, Float32Array | null>(),
      outside = [],
      isSketch = false,
      log,
    }: {
      made?: Map<string, Float32Array | null>;
      outside?: readonly string[];
      isSketch?: boolean;
      log?: Pick<Logger, 'error'>;
    } = {},
  ): Promise<Knowledge> {
    const groups = [...subjects.map(({ texts }) => texts), ...(outside.length > 0 ? [outside] : [])];
    const texts = groups.flat();
    const missing = [...new Set(texts)].filter((text) => !made.has(text));
    try {
      const fresh = await embedder.embed(missing);
      for (const [index, text] of missing.entries()) made.set(text, fresh[index] ?? null);
    } catch (error) {
      // Not remembered: the next time it may work again.
      log?.error({ err: error }, 'the sentence encoder failed: the assistant learns from words alone');
    }
    const vectors = texts.map((text) => made.get(text) ?? null);
    const key = [
      embedder.version,
      vectors.every((vector) => vector === null) ? 'words' : 'meaning',
      ...groups.map((each) => each.join('\n')),
    ];
    const of = { subjects: subjects.length, dimensions: embedder.dimensions, isSketch };
    const found = await (isSketch ? learn(groups, vectors, of) : before.of(key, () => learn(groups, vectors, of)));
    return new Knowledge(subjects, embedder, found);
  }

  /** Lets go of what was learned before and is known no more. */
  static forgetFormer(): void {
    before.keepLatest();
  }

  /** What a question is like: the subjects in order and, last, what is outside all of them. Without a vector (nothing the encoder knows, or no encoder) words alone decide. */
  compare(question: string, vector: Float32Array | null): Likeness {
    return this.#learned.compare(this.#lexicon.read(question), vector);
  }

  /** The group one of whose texts a question repeats word for word; null when none does, or several do. */
  groupSaying(question: string): number | null {
    return this.#said.get(wordForWord(question)) ?? null;
  }
}

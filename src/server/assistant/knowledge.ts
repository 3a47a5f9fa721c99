import type { Locale } from '#content/locales.ts';
import type { Audience } from '../help-center/index.ts';
import type { Embedder } from '../platform/embedder.ts';
import { Lexicon } from './lexicon.ts';

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
  /** Languages whose readers doubt the article: it is not begun by itself, and offered with a warning. */
  doubted?: readonly Locale[];
  /** Its titles and examples in every language: what people say when they mean it. */
  texts: string[];
}

/** How the two likenesses are mixed, and how sharply the nearest texts count (docs/scenarios.md tells how they were chosen). */
const BY_MEANING = 0.6;
const SHARPNESS = 10;

/** All subjects with what is needed to find the nearest ones; built once and never changed. */
export class Knowledge {
  readonly subjects: readonly Subject[];
  /** Encoder and texts it was made of. */
  readonly version: string;
  readonly #subjectOf: Uint32Array;
  /** Texts of each subject and, last, of what is outside all of them. */
  readonly #sizes: readonly number[];
  /** One after another, each of unit length; zeros for a text without a vector. */
  readonly #vectors: Float32Array;
  readonly #dimensions: number;
  readonly #lexicon: Lexicon;

  private constructor(
    subjects: readonly Subject[],
    outside: readonly string[],
    embedder: Embedder,
    vectors: Float32Array,
  ) {
    this.subjects = subjects;
    this.version = embedder.version;
    this.#dimensions = embedder.dimensions;
    this.#vectors = vectors;
    const groups = [...subjects.map((subject) => subject.texts), outside];
    this.#sizes = groups.map((texts) => texts.length);
    this.#subjectOf = Uint32Array.from(groups.flatMap((texts, index) => texts.map(() => index)));
    this.#lexicon = new Lexicon(groups.flat());
  }

  /**
   * Embeds every text, taking over the vectors an earlier knowledge has already made. `outside` is what people ask that no
   * subject answers: a question nearer to it than to any subject is not taken for one.
   */
  static async build(
    subjects: readonly Subject[],
    embedder: Embedder,
    {
      made = new Map<string, Float32Array | null>(),
      outside = [],
    }: { made?: Map<string, Float32Array | null>; outside?: readonly string[] } = {},
  ): Promise<Knowledge> {
    const texts = [...subjects.flatMap((subject) => subject.texts), ...outside];
    const missing = [...new Set(texts)].filter((text) => !made.has(text));
    const fresh = await embedder.embed(missing);
    for (const [index, text] of missing.entries()) made.set(text, fresh[index] ?? null);
    const vectors = new Float32Array(texts.length * embedder.dimensions);
    for (const [index, text] of texts.entries()) vectors.set(made.get(text) ?? [], index * embedder.dimensions);
    return new Knowledge(subjects, outside, embedder, vectors);
  }

  /**
   * How near a question is to each subject: a soft maximum over its texts of meaning and words mixed. Subjects with many texts
   * gain nothing by their number alone. The last score is of what is outside them, when anything is known of that. Without a vector (nothing the encoder knows) words alone decide.
   */
  compare(question: string, vector: Float32Array | null): { scores: Float64Array; coverage: number } {
    const { cosines: words, coverage } = this.#lexicon.compare(question);
    const meaning = vector ? this.#cosines(vector) : words;
    const isOutsideKnown = (this.#sizes.at(-1) ?? 0) > 0;
    const sums = new Float64Array(this.subjects.length + (isOutsideKnown ? 1 : 0));
    for (const [text, subject] of this.#subjectOf.entries()) {
      const likeness = BY_MEANING * (meaning[text] as number) + (1 - BY_MEANING) * (words[text] as number);
      sums[subject] = (sums[subject] as number) + Math.exp(SHARPNESS * likeness);
    }
    const scores = sums.map((sum, group) => Math.log(sum / Math.sqrt(this.#sizes[group] ?? 1)) / SHARPNESS);
    return { scores, coverage };
  }

  /** Share of the words of a text that are known at all, rare ones counting more. */
  coverage(text: string): number {
    return this.#lexicon.compare(text).coverage;
  }

  #cosines(vector: Float32Array): Float32Array {
    const result = new Float32Array(this.#subjectOf.length);
    for (let text = 0, at = 0; text < result.length; text++) {
      let sum = 0;
      for (let i = 0; i < this.#dimensions; i++, at++) sum += (vector[i] as number) * (this.#vectors[at] as number);
      result[text] = sum;
    }
    return result;
  }
}

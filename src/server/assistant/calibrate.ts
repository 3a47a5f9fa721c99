import { breather } from './breathe.ts';
import { evidenceFor, oddsOf, uncalibrated, type Calibration, type Evidence } from './confidence.ts';
import type { Example, Size } from './head.ts';
import { Learned } from './learned.ts';
import type { Lexicon } from './lexicon.ts';

/** Parts the texts are dealt into; each in turn is asked of what the others taught. */
const PARTS = 4;
/** Texts that are asked at most: enough for one number. */
const ASKED = 300;
/** Texts it is taught at most, of evenly chosen groups: with more it takes long and says the same. */
const TAUGHT = 1_000;
/** In each round one subject of so many is unknown: its texts have no answer, as many a question has none. */
const UNKNOWN = 8;
/** With fewer texts there is nothing to learn from. */
const FEW = 20;

/** How sure it was of what it took for the answer, in logits, and whether it was right. */
interface Outcome {
  sum: number;
  right: boolean;
}

/**
 * Asks a knowledge base about its own texts, each of which it has to understand from the others, some of them without their
 * subject, and learns how its sureness is to be read: so that a threshold means the same for every set of subjects.
 */
export async function calibrate(
  examples: readonly Example[],
  known: { lexicon: Lexicon; size: Size; subjects: number },
): Promise<Calibration> {
  const knowsOutside = known.size.groups > known.subjects;
  const before = uncalibrated(known.subjects, knowsOutside);
  if (examples.length < FEW) return before;
  const every = Math.ceil(examples.length / TAUGHT);
  const some = every === 1 ? examples : examples.filter(({ group }) => group >= known.subjects || group % every === 0);
  return { ...before, shift: shiftFor(await askItself(some, known, every)) };
}

async function askItself(
  examples: readonly Example[],
  { lexicon, size, subjects }: { lexicon: Lexicon; size: Size; subjects: number },
  every: number,
): Promise<Outcome[]> {
  const places = new Uint32Array(size.groups);
  const partOf = examples.map(({ group }) => (group + (places[group] = (places[group] as number) + 1)) % PARTS);
  const rounds = Math.max(1, Math.min(PARTS, Math.ceil((ASKED * PARTS) / examples.length)));
  const breathe = breather();
  const outcomes: Outcome[] = [];
  for (let round = 0; round < rounds; round++) {
    const isUnknown = (group: number) =>
      group < subjects && Math.floor(group / every) % UNKNOWN === (round * 3 + 1) % UNKNOWN;
    const taught = examples.filter(({ group }, index) => partOf[index] !== round && !isUnknown(group));
    const learned = await Learned.from(taught, lexicon, size);
    const asked = examples.filter((_, index) => partOf[index] === round);
    for (const { reading, vector, group } of everySoMany(asked, Math.ceil(ASKED / rounds))) {
      const evidence = evidenceFor(learned.compare(reading, vector), subjects);
      outcomes.push({ sum: simply(evidence), right: evidence.best === group && !isUnknown(group) });
      await breathe();
    }
  }
  return outcomes;
}

/** A plain reading of the evidence, in logits: what is learned is how far off it is. Fitted like the weights of confidence.ts. */
const simply = ({ shares, best, lead }: Evidence): number => 0.6 * oddsOf(shares[best] as number) + 5.5 * lead - 0.6;

/** At most `count` of a list, evenly spread. */
function everySoMany<T>(list: readonly T[], count: number): T[] {
  const step = Math.max(1, list.length / count);
  return Array.from({ length: Math.min(count, list.length) }, (_, i) => list[Math.floor(i * step)] as T);
}

/** How many outcomes leaving everything as it is counts for. */
const INERTIA = 10;
const STEPS = 20;

/** The shift under which the outcomes are likeliest, held back a little: Newton's method. */
function shiftFor(outcomes: readonly Outcome[]): number {
  let shift = 0;
  for (let step = 0; step < STEPS; step++) {
    let slope = INERTIA * shift;
    let bend = INERTIA;
    for (const { sum, right } of outcomes) {
      const expected = 1 / (1 + Math.exp(-sum - shift));
      slope += expected - (right ? 1 : 0);
      bend += expected * (1 - expected);
    }
    shift -= slope / bend;
  }
  return shift;
}

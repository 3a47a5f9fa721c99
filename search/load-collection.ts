import { setImmediate as turn } from 'node:timers/promises';
import { Collection } from './collection.ts';
import { KinWords } from './kin-words.ts';
import { KnownWords } from './known-words.ts';
import type { StoreReader } from './store-reader.ts';
import type { Reading } from './text.ts';

/** Documents read before other work of the process gets its turn. */
const TOGETHER = 200;
/** More changes than this are not put into the collection that is answering: a new one is made beside it. */
const FEW = 500;

/** Makes the collection, or brings the one from before up to date. */
export async function loadCollection(
  read: StoreReader,
  dimensions: number,
  before: Collection | null,
): Promise<Collection> {
  if (before) {
    const numbers = new Set(await read.numbers());
    const gone = [...before.numbers()].filter((number) => !numbers.has(number));
    const added = numbers.size - (before.size - gone.length);
    if (gone.length + added <= FEW && before.wasted + gone.length <= Math.max(FEW, before.size / 4)) {
      // Nothing is awaited between the two: no search sees a changed document twice or not at all.
      const documents = added > 0 ? await read.heads(dimensions, before.last, added) : [];
      before.add(documents);
      before.remove(gone);
      return before;
    }
  }
  const made = new Collection(dimensions);
  for (;;) {
    const documents = await read.heads(dimensions, made.last, TOGETHER);
    made.add(documents);
    if (documents.length < TOGETHER) return made;
    await turn();
  }
}

/** Makes the words questions are read with. */
export async function loadWords(read: StoreReader, dimensions: number, reading: Reading): Promise<KnownWords> {
  const words = new KnownWords(new KinWords(await read.wordVectors(), dimensions), reading);
  let last = 0;
  for (;;) {
    const documents = await read.words(last, TOGETHER);
    words.add(documents);
    last = documents.at(-1)?.number ?? last;
    if (documents.length < TOGETHER) return words;
    await turn();
  }
}

import { mayRead, type Audience, type Shelf } from './audience.ts';
import type { LoadedDocument } from './stored-document.ts';

/** What readers who may read the same documents see of the collection. */
export class View {
  /** What the reader holds; null when nothing is hidden from them, and no document needs to be asked for its readers. */
  readonly holds: readonly string[] | null;
  readonly #shelves: readonly Shelf[];
  readonly #readable = new Map<string, readonly LoadedDocument[]>();

  constructor(shelves: readonly Shelf[], holds: readonly string[] | null) {
    this.#shelves = shelves;
    this.holds = holds;
  }

  /** Documents in a language and, with `otherLocales`, those that this reader cannot read in it. */
  readableIn(locale: string, otherLocales: boolean): readonly LoadedDocument[] {
    const asked = `${locale}:${String(otherLocales)}`;
    let readable = this.#readable.get(asked);
    if (!readable) {
      const all = this.#shelves.flatMap(({ documents }) => documents);
      const own = all.filter((document) => document.locale === locale);
      const keys = new Set(own.map(({ key }) => key));
      readable = otherLocales ? all.filter((document) => document.locale === locale || !keys.has(document.key)) : own;
      this.#readable.set(asked, readable);
    }
    return readable;
  }
}

/** The shelves a reader may read, and a label that is the same for all who may read the same ones. */
export function readableShelves(shelves: readonly Shelf[], audience: Audience): { label: string; readable: Shelf[] } {
  const open = shelves.map((shelf) => mayRead(audience, shelf));
  return { label: open.map(Number).join(''), readable: shelves.filter((_, i) => open[i]) };
}

import type { ZipPart } from '../platform/zip-writer.ts';

const PER_PAGE = 100;

/** Everything a paged list has, page by page. */
export async function* everyPage<Item>(
  read: (page: number, perPage: number) => Promise<{ items: readonly Item[]; total: number } | null>,
): AsyncGenerator<Item, void> {
  for (let page = 1; ; page += 1) {
    const list = await read(page, PER_PAGE);
    yield* list?.items ?? [];
    if (!list || page * PER_PAGE >= list.total) return;
  }
}

/** A file of JSON, readable by people too. */
export const jsonPart = (name: string, value: unknown): ZipPart => ({
  name,
  pack: true,
  pieces: [Buffer.from(`${JSON.stringify(value, null, 2)}\n`)],
});

/** A list as JSON that is never in memory as a whole. */
export const jsonListPart = (name: string, items: AsyncIterable<unknown>): ZipPart => ({
  name,
  pack: true,
  pieces: listPieces(items),
});

async function* listPieces(items: AsyncIterable<unknown>): AsyncGenerator<Uint8Array, void> {
  let before = '[\n';
  for await (const item of items) {
    yield Buffer.from(before + JSON.stringify(item, null, 2));
    before = ',\n';
  }
  yield Buffer.from(before === '[\n' ? '[]\n' : '\n]\n');
}

/** The same without what is not the person's data: internal ids, what a page could do next. */
export function except<T extends object, K extends keyof T>(value: T, ...keys: K[]): Omit<T, K> {
  const left = new Set<PropertyKey>(keys);
  return Object.fromEntries(Object.entries(value).filter(([key]) => !left.has(key))) as Omit<T, K>;
}

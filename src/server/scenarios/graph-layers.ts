interface Way {
  from: string;
  to: string;
}

export interface Layered {
  /** Names of each layer, left to right; besides steps it has the gaps that long ways pass through. */
  order: readonly (readonly string[])[];
  places: ReadonlyMap<string, { column: number; row: number }>;
  /** The gaps a way passes, by its index. */
  through: ReadonlyMap<number, readonly string[]>;
  /** Indexes of ways that go back up. */
  back: ReadonlySet<number>;
  reached: ReadonlySet<string>;
}

const SWEEPS = 8;

/** Puts names into layers, each below all that lead to it, and orders each layer so that few ways cross. */
export function layers(ids: readonly string[], ways: readonly Way[]): Layered {
  const { back, reached } = walk(ids, ways);
  const rowOf = rows(ids, ways, back, reached);
  const through = new Map<number, string[]>();
  const links: Way[] = [];
  for (const [index, { from, to }] of ways.entries()) {
    if (back.has(index)) continue;
    const gaps: string[] = [];
    for (let row = (rowOf.get(from) ?? 0) + 1; row < (rowOf.get(to) ?? 0); row++) {
      const gap = `${index}:${row}`;
      rowOf.set(gap, row);
      gaps.push(gap);
    }
    if (gaps.length > 0) through.set(index, gaps);
    const stops = [from, ...gaps, to];
    for (const [i, stop] of stops.slice(1).entries()) links.push({ from: stops[i] ?? from, to: stop });
  }
  const order: string[][] = [];
  for (const [id, row] of rowOf) (order[row] ??= []).push(id);
  const full = Array.from(order, (row: string[] | undefined) => row ?? []);
  sort(full, links);
  const columns = place(full, links);
  const places = new Map([...rowOf].map(([id, row]) => [id, { row, column: columns.get(id) ?? 0 }]));
  return { order: full, places, through, back, reached };
}

/** Follows every way from the first name; a way to a name that is being followed goes back. */
function walk(ids: readonly string[], ways: readonly Way[]): { back: Set<number>; reached: Set<string> } {
  const back = new Set<number>();
  const done = new Set<string>();
  const open = new Set<string>();
  const visit = (id: string): void => {
    if (done.has(id)) return;
    done.add(id);
    open.add(id);
    for (const [index, way] of ways.entries()) {
      if (way.from !== id) continue;
      if (open.has(way.to)) back.add(index);
      else visit(way.to);
    }
    open.delete(id);
  };
  visit(ids[0] ?? '');
  const reached = new Set(done);
  for (const id of ids) visit(id);
  return { back, reached };
}

/** The layer of each name: one below the lowest that leads to it. What nothing leads to from the start comes last. */
function rows(
  ids: readonly string[],
  ways: readonly Way[],
  back: ReadonlySet<number>,
  reached: ReadonlySet<string>,
): Map<string, number> {
  const known = new Map<string, number>();
  const rowOf = (id: string): number => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const above = ways.flatMap((way, index) =>
      way.to === id && !back.has(index) && reached.has(way.from) === reached.has(id) ? [rowOf(way.from) + 1] : [],
    );
    const row = Math.max(0, ...above);
    known.set(id, row);
    return row;
  };
  for (const id of ids) if (reached.has(id)) rowOf(id);
  const below = Math.max(-1, ...known.values()) + 1;
  for (const id of ids) if (!reached.has(id)) rowOf(id);
  for (const id of ids) if (!reached.has(id)) known.set(id, (known.get(id) ?? 0) + below);
  return known;
}

/** Orders each layer by the middle of its neighbors above, then below, and again. */
function sort(order: string[][], links: readonly Way[]): void {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isDown = sweep % 2 === 0;
    const list = isDown ? order.slice(1) : order.slice(0, -1).reverse();
    for (const row of list) {
      const at = new Map(order.flatMap((each) => each.map((id, index) => [id, index] as const)));
      const middle = new Map(
        row.map((id, index) => {
          const near = links.flatMap(({ from, to }) => (isDown ? (to === id ? [from] : []) : from === id ? [to] : []));
          const sum = near.reduce((total, each) => total + (at.get(each) ?? 0), 0);
          return [id, near.length > 0 ? sum / near.length : index] as const;
        }),
      );
      row.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0));
    }
  }
}

/** Columns, whole or half: each name as near the middle of those above it as its left neighbor lets it. */
function place(order: readonly (readonly string[])[], links: readonly Way[]): Map<string, number> {
  const columns = new Map<string, number>();
  for (const row of order) {
    let free = 0;
    for (const id of row) {
      const above = links.flatMap(({ from, to }) => (to === id ? [columns.get(from) ?? 0] : []));
      const wished = above.length > 0 ? above.reduce((sum, each) => sum + each, 0) / above.length : free;
      const column = Math.max(free, Math.round(wished * 2) / 2);
      columns.set(id, column);
      free = column + 1;
    }
  }
  return columns;
}

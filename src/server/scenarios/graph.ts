import { edgesOf, stepsById } from './flow.ts';
import { layers, type Layered } from './graph-layers.ts';
import type { Scenario, Step } from './scenario.ts';

/** Sizes in pixels of the drawing; text is cut by whoever draws. */
export const graphSizes = { width: 176, height: 56, across: 24, down: 44, margin: 16 } as const;

export interface GraphNode {
  step: Step;
  x: number;
  y: number;
  /** The walk may end here. */
  isEnd: boolean;
  /** No walk comes here: it stands below the others. */
  isReachable: boolean;
}

export interface GraphEdge {
  from: string;
  to: string;
  /** Where in the step the way is written: `['choices', 0, 'then']`. */
  at: readonly (string | number)[];
  /** Goes back to an earlier step. */
  isBack: boolean;
  /** Points from the lower edge of `from` to the upper edge of `to`. */
  points: readonly (readonly [x: number, y: number])[];
}

export interface Graph {
  width: number;
  height: number;
  /** From top to bottom, left to right: the order they are reached in by keyboard. */
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
}

/**
 * A scenario as a drawing: steps in layers from the first one down (each below all that lead to it), with few crossings. The same
 * scenario always gives the same drawing. After Sugiyama, Tagawa and Toda, “Methods for Visual Understanding of Hierarchical System
 * Structures” (1981): layers, order by the middle of neighbors, then places.
 */
export function drawGraph(scenario: Scenario): Graph {
  const byId = stepsById(scenario);
  const ways = scenario.steps.flatMap((step) =>
    edgesOf(step)
      .filter(({ to }) => byId.has(to))
      .map(({ to, at }) => ({ from: step.id, to, at })),
  );
  const ids = scenario.steps.map(({ id }) => id);
  const layered = layers(ids, ways);
  const { width, height, across, down, margin } = graphSizes;
  const placeOf = ({ column, row }: { column: number; row: number }) => ({
    x: margin + column * (width + across),
    y: margin + row * (height + down),
  });
  const nodes = layered.order
    .flatMap((row) => row)
    .flatMap((id): GraphNode[] => {
      const step = byId.get(id);
      const place = layered.places.get(id);
      if (!step || !place) return [];
      const isEnd = step.kind === 'didItHelp' || edgesOf(step).length === 0;
      return [{ step, ...placeOf(place), isEnd, isReachable: layered.reached.has(id) }];
    });
  const edges = ways.map((way, index): GraphEdge => {
    const isBack = layered.back.has(index);
    const points = pointsOf(layered, way, index).map((place) => placeOf(place));
    const middle = points.map(({ x, y }) => [x + width / 2, y] as const);
    const first = middle[0] ?? [0, 0];
    const last = middle.at(-1) ?? [0, 0];
    const between = middle.slice(1, -1).flatMap(([x, y]): [number, number][] => [
      [x, y],
      [x, y + height],
    ]);
    return { ...way, isBack, points: [[first[0], first[1] + height], ...between, [last[0], last[1]]] };
  });
  const right = Math.max(0, ...[...layered.places.values()].map(({ column }) => column));
  return {
    width: margin * 2 + (right + 1) * (width + across) - across,
    height: margin * 2 + layered.order.length * (height + down) - down,
    nodes,
    edges,
  };
}

/** The places a way passes: from step to step, through the gaps it was given in the layers between. */
function pointsOf({ places, through }: Layered, { from, to }: { from: string; to: string }, index: number) {
  return [from, ...(through.get(index) ?? []), to].flatMap((id) => places.get(id) ?? []);
}

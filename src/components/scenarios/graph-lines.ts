import type { Graph, GraphEdge, GraphNode } from '#server/scenarios/index.ts';

/** Of the boxes, as the drawing was laid out for them. */
export interface Sizes {
  width: number;
  height: number;
  down: number;
}

export interface DrawnEdge {
  edge: GraphEdge;
  d: string;
  /** Where its word may stand. */
  label: { x: number; y: number; anchor: 'start' | 'middle' };
  /** How many ways leave the same step: its word has that much less room. */
  siblings: number;
}

/** Room at the right for ways that go up: back to an earlier step, or from steps that are never reached and stand below. */
const LANE = 14;
const goesUp = ({ isBack, points }: GraphEdge): boolean => isBack || (points.at(-1)?.[1] ?? 0) < (points[0]?.[1] ?? 0);
export const lanesWidth = (graph: Graph): number => graph.edges.filter(goesUp).length * LANE;

/** Ways as paths: down in curves from layer to layer, back up around the drawing at its right. */
export function drawEdges(graph: Graph, { width, height, down }: Sizes): DrawnEdge[] {
  const nodes = new Map(graph.nodes.map((node) => [node.step.id, node]));
  const leaving = Map.groupBy(graph.edges, ({ from }) => from);
  let lanes = 0;
  return graph.edges.flatMap((edge): DrawnEdge[] => {
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
    if (!from || !to) return [];
    const own = leaving.get(edge.from) ?? [edge];
    const place = own.indexOf(edge);
    const x = from.x + (width * (place + 1)) / (own.length + 1);
    const y = from.y + height;
    const label = { x: x + 3, y: y + 11, anchor: 'start' as const };
    const d = goesUp(edge)
      ? around(x, y, to, { width, down }, graph.width + LANE * lanes++, place)
      : curve([[x, y], ...edge.points.slice(1)]);
    return [{ edge, d, label, siblings: own.length }];
  });
}

function curve(points: readonly (readonly [number, number])[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let [x, y] = first;
  let path = `M${String(x)} ${String(y)}`;
  for (const [nextX, nextY] of rest) {
    const middle = (y + nextY) / 2;
    path += `C${String(x)} ${String(middle)} ${String(nextX)} ${String(middle)} ${String(nextX)} ${String(nextY)}`;
    [x, y] = [nextX, nextY];
  }
  return path;
}

/** Into the gap below, out to the lane, up, and down again onto the step from the gap above it. */
function around(
  x: number,
  y: number,
  to: GraphNode,
  { width, down }: Pick<Sizes, 'width' | 'down'>,
  lane: number,
  place: number,
): string {
  const below = y + down / 2 + 4 - place * 3;
  const above = to.y - down / 3;
  const into = to.x + width * 0.8;
  return `M${String(x)} ${String(y)}V${String(below)}H${String(lane)}V${String(above)}H${String(into)}V${String(to.y)}`;
}

/** Cut at a whole number of characters, with an ellipsis. */
export const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, Math.max(1, length - 1)).trimEnd()}…`;

/** A topic as a tree needs it. */
export interface TreeNode {
  id: string;
  parentId: string | null;
  /** Among its siblings. */
  position: number;
}

/** A topic, a part of it, a part of that: more is a maze for readers. */
export const MAX_DEPTH = 3;

/** Topics with what is below each, in order, and how deep they stand (the top is 1). A node whose parent is gone stands at the top. */
export function inTreeOrder<T extends TreeNode>(nodes: readonly T[]): (T & { depth: number })[] {
  const ids = new Set(nodes.map(({ id }) => id));
  const byParent = Map.groupBy(nodes, ({ parentId }) => (parentId !== null && ids.has(parentId) ? parentId : null));
  const below = (parentId: string | null, depth: number): (T & { depth: number })[] =>
    (byParent.get(parentId) ?? [])
      .toSorted((a, b) => a.position - b.position || a.id.localeCompare(b.id))
      .flatMap((node) => [{ ...node, depth }, ...below(node.id, depth + 1)]);
  return below(null, 1);
}

/** From a topic up to the top, itself first. Ends where a parent is unknown or comes again. */
export function pathUp<T extends TreeNode>(nodes: readonly T[], id: string): T[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const path: T[] = [];
  for (let node = byId.get(id); node && !path.includes(node);) {
    path.push(node);
    node = node.parentId === null ? undefined : byId.get(node.parentId);
  }
  return path;
}

/** A topic and everything below it. */
export const withBelow = (nodes: readonly TreeNode[], id: string): string[] =>
  nodes.filter((node) => pathUp(nodes, node.id).some((each) => each.id === id)).map((node) => node.id);

/** Why a topic cannot stand under another one; null when it can. A new topic is not among the nodes yet. */
export function treeFault(
  nodes: readonly TreeNode[],
  { id, parentId }: { id: string; parentId: string | null },
): 'unknown' | 'cycle' | 'tooDeep' | null {
  if (parentId === null) return null;
  if (!nodes.some((node) => node.id === parentId)) return 'unknown';
  const above = pathUp(nodes, parentId);
  if (above.some((node) => node.id === id)) return 'cycle';
  const height = Math.max(1, ...nodes.map((node) => pathUp(nodes, node.id).findIndex((each) => each.id === id) + 1));
  return above.length + height > MAX_DEPTH ? 'tooDeep' : null;
}

/** What a topic can stand under; a new one has no id yet. Takes and gives them in the order of the tree. */
export function possibleParents<T extends { id: string; parentId: string | null }>(all: readonly T[], id: string): T[] {
  const nodes = all.map((each, position) => ({ ...each, position }));
  return all.filter((each) => treeFault(nodes, { id, parentId: each.id }) === null);
}

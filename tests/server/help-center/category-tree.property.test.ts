import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inTreeOrder,
  MAX_DEPTH,
  pathUp,
  possibleParents,
  treeFault,
  withBelow,
  type TreeNode,
} from '#server/help-center/category-tree.ts';

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const moves = fc.array(
  fc.record({ id: fc.constantFrom(...ids), parentId: fc.option(fc.constantFrom(...ids)), position: fc.nat(3) }),
  { maxLength: 40 },
);

/** Moves what may be moved, as the verbs do. */
function grow(list: readonly TreeNode[]): TreeNode[] {
  const nodes: TreeNode[] = ids.map((id, position) => ({ id, parentId: null, position }));
  for (const move of list) {
    if (treeFault(nodes, move) !== null) continue;
    nodes.splice(
      nodes.findIndex(({ id }) => id === move.id),
      1,
      move,
    );
  }
  return nodes;
}

describe('topics below topics', () => {
  it('never stand below themselves nor deeper than three, whatever is moved in whatever order', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const nodes = grow(list);
        const ordered = inTreeOrder(nodes);
        expect(ordered.map(({ id }) => id).sort()).toEqual(ids);
        for (const node of ordered) {
          expect(node.depth).toBeLessThanOrEqual(MAX_DEPTH);
          expect(pathUp(nodes, node.id)).toHaveLength(node.depth);
        }
      }),
    );
  });

  it('follow their parent at once, and what is below is what comes after it and is deeper', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const nodes = grow(list);
        const ordered = inTreeOrder(nodes);
        for (const [place, node] of ordered.entries()) {
          const after = ordered.slice(place + 1);
          const end = after.findIndex(({ depth }) => depth <= node.depth);
          const below = end === -1 ? after : after.slice(0, end);
          expect(withBelow(nodes, node.id).sort()).toEqual([node.id, ...below.map(({ id }) => id)].sort());
        }
      }),
    );
  });

  it('are refused exactly where they would close a ring or stand too deep', () => {
    fc.assert(
      fc.property(moves, fc.constantFrom(...ids), fc.constantFrom(...ids), (list, id, parentId) => {
        const nodes = grow(list);
        const moved = nodes.map((node) => (node.id === id ? { ...node, parentId } : node));
        const isRing = withBelow(nodes, id).includes(parentId);
        const isDeep = !isRing && inTreeOrder(moved).some(({ depth }) => depth > MAX_DEPTH);
        expect(treeFault(nodes, { id, parentId })).toBe(isRing ? 'cycle' : isDeep ? 'tooDeep' : null);
        expect(possibleParents(nodes, id).some((each) => each.id === parentId)).toBe(!isRing && !isDeep);
      }),
    );
  });

  it('stand at the top when what they stood below is gone', () => {
    expect(inTreeOrder([{ id: 'b', parentId: 'gone', position: 0 }])).toMatchObject([{ id: 'b', depth: 1 }]);
    expect(treeFault([], { id: 'b', parentId: 'gone' })).toBe('unknown');
  });
});

import { describe, expect, it } from 'vitest';
import { childrenOf, trailTo } from '#components/help-center/category-tree.ts';

const topic = (id: string, parentId: string | null) => ({ id, parentId });
const tree = [topic('money', null), topic('cards', 'money'), topic('limits', 'cards'), topic('delivery', null)];
const ids = (topics: { id: string }[]) => topics.map(({ id }) => id);

describe('the tree of topics', () => {
  it('gives what is at the top, what is below a topic, and the way to one', () => {
    expect(ids(childrenOf(tree, null))).toEqual(['money', 'delivery']);
    expect(ids(childrenOf(tree, 'money'))).toEqual(['cards']);
    expect(ids(trailTo(tree, 'limits'))).toEqual(['money', 'cards', 'limits']);
    expect(trailTo(tree, 'unknown')).toEqual([]);
  });

  it('loses nobody to a parent that is gone, and does not walk in circles', () => {
    expect(ids(childrenOf([topic('orphan', 'gone')], null))).toEqual(['orphan']);
    const circle = [topic('a', 'b'), topic('b', 'a')];
    expect(ids(trailTo(circle, 'a'))).toEqual(['b', 'a']);
  });
});

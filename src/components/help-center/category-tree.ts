/** A topic in the tree of topics. */
export interface TreeNode {
  id: string;
  /** None for topics at the top. */
  parentId?: string | null | undefined;
}

/** The topics directly below one, or those at the top. One whose parent is not there stands at the top. */
export function childrenOf<T extends TreeNode>(topics: readonly T[], parentId: string | null): T[] {
  if (parentId !== null) return topics.filter((topic) => topic.parentId === parentId);
  const known = new Set(topics.map(({ id }) => id));
  return topics.filter((topic) => !topic.parentId || !known.has(topic.parentId));
}

/** The way from the top to a topic, itself included; empty for one that is not there. A circle is walked once. */
export function trailTo<T extends TreeNode>(topics: readonly T[], id: string): T[] {
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  const trail: T[] = [];
  let topic = byId.get(id);
  while (topic && !trail.includes(topic)) {
    trail.unshift(topic);
    topic = topic.parentId ? byId.get(topic.parentId) : undefined;
  }
  return trail;
}

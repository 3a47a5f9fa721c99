import { expect, it } from 'vitest';
import { drawGraph, graphSizes, parseScenario, readScenarioFolder, type Scenario } from '#server/scenarios/index.ts';
import { folder } from './walking.ts';

const shipped = (await readScenarioFolder(folder)).map(
  ({ file, yaml }) => parseScenario(file, yaml).scenario as Scenario,
);

it('draws every step once, none over another, and each below all that lead on to it', () => {
  for (const scenario of shipped) {
    const { nodes, edges, width, height } = drawGraph(scenario);
    expect(nodes.map(({ step }) => step.id).sort(), scenario.key).toEqual(scenario.steps.map(({ id }) => id).sort());
    const { width: across, height: down } = graphSizes;
    for (const [i, a] of nodes.entries()) {
      expect(a.x + across <= width && a.y + down <= height, `${scenario.key}: ${a.step.id} is inside`).toBe(true);
      for (const b of nodes.slice(i + 1)) {
        const apart = Math.abs(a.x - b.x) >= across || Math.abs(a.y - b.y) >= down;
        expect(apart, `${scenario.key}: ${a.step.id} and ${b.step.id}`).toBe(true);
      }
    }
    const y = new Map(nodes.map((node) => [node.step.id, node.y]));
    for (const { from, to, isBack } of edges) {
      if (!isBack) expect(y.get(to), `${scenario.key}: ${from} → ${to}`).toBeGreaterThan(y.get(from) ?? Infinity);
    }
  }
});

it('draws what is never reached below the rest, and a way back as such', () => {
  const [first] = shipped;
  if (!first) throw new Error('nothing is shipped');
  const say = (id: string, then: string) => ({ kind: 'say', id, text: { ru: id, en: id }, then }) as const;
  const { nodes, edges } = drawGraph({ ...first, steps: [say('a', 'b'), say('b', 'a'), say('lost', 'b')] });
  expect(nodes.filter(({ isReachable }) => !isReachable).map(({ step }) => step.id)).toEqual(['lost']);
  expect(edges.filter(({ isBack }) => isBack).map(({ from, to }) => `${from} ${to}`)).toEqual(['b a']);
  expect(nodes.at(-1)?.step.id).toBe('lost');
});

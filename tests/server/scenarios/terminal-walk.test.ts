import { describe, expect, it } from 'vitest';
import { isLookUpName } from '#server/scenarios/index.ts';
import { sampleFor, sampleScene } from '../../../scripts/scenario-samples.ts';
import { walkInTerminal } from '../../../scripts/terminal-walk.ts';
import { contentScenarios } from './walking.ts';

const scenarios = await contentScenarios();

/** Walks with the given lines; gives what was printed. */
async function walk(key: string, who: 'customer' | 'visitor', lines: readonly string[]): Promise<string> {
  const scenario = scenarios.find((each) => each.key === key);
  if (!scenario) throw new Error(`no scenario ${key}`);
  const left = [...lines];
  const printed: string[] = [];
  await walkInTerminal(
    { print: (line) => printed.push(line), read: () => Promise.resolve(left.shift() ?? null) },
    {
      scenario,
      scene: sampleScene(who, 'ru', '2026-11-19'),
      lookUp: ({ lookUp }) => Promise.resolve(isLookUpName(lookUp) ? sampleFor(lookUp, '2026-11-19') : null),
    },
  );
  return printed.join('\n');
}

describe('walking in the terminal', () => {
  it('takes numbers of buttons and words, goes back, and says where it ended', async () => {
    const printed = await walk('where-is-my-order', 'visitor', ['1', '/back', 'назову номер', '2418, Марина']);
    expect(printed.match(/1\. Назову номер заказа/g)).toHaveLength(2);
    expect(printed).toContain('[a person takes over: queue delivery, needsCheck, priority normal]');
    expect(printed).toContain('Номер заказа и имя: 2418, Марина');
    expect(printed).toContain('— handedOff');
  });

  it('finds samples as a customer, and ends with the input', async () => {
    const printed = await walk('where-is-my-order', 'customer', []);
    expect(printed).toContain('[look-up orders.current]');
    expect(printed).toContain('1. № 2418 · Переговорная «Совет»');
    expect(printed).toContain('— active');
  });
});

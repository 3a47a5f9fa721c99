import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from './demo-server.ts';

const VARIABLE = 'KABINET_E2E_TEMPLATE';

/** Where the told story of this run stands; every worker takes a copy, so that no story sees another's changes. */
export function template(): string {
  const folder = process.env[VARIABLE];
  if (!folder) throw new Error('the story has not been told: this needs the global set-up of playwright.config.ts');
  return folder;
}

/** Every worker would fill the index anew, and find nothing until it has. */
async function canBeSearched(origin: string): Promise<void> {
  for (let found = false; !found;) {
    const answer = await fetch(`${origin}/help/search?${new URLSearchParams({ q: 'оплата счета' })}`);
    found = (await answer.text()).includes('/help/payment/pay-invoice');
  }
}

/** Builds if needed and tells the demo story once for the whole run. */
export default async function tellStoryOnce(): Promise<() => void> {
  const run = mkdtempSync(join(tmpdir(), 'kabinet-e2e-story-'));
  const folder = join(run, 'data');
  const server = await startDemo(folder);
  await canBeSearched(server.origin);
  await server.stop();
  if (!existsSync(folder)) throw new Error('the demo did not leave its data behind');
  // Workers inherit the environment of this process.
  process.env[VARIABLE] = folder;
  return () => {
    rmSync(run, { recursive: true, force: true });
  };
}

import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from './demo-server.ts';

/** Where the told story stands; every worker takes a copy, so that no story sees another's changes. */
export const TEMPLATE = join(tmpdir(), 'kabinet-e2e-template');

/** Builds if needed and tells the demo story once for the whole run. */
export default async function tellStoryOnce(): Promise<() => void> {
  rmSync(TEMPLATE, { recursive: true, force: true });
  const server = await startDemo(TEMPLATE);
  await server.stop();
  if (!existsSync(TEMPLATE)) throw new Error('the demo did not leave its data behind');
  return () => {
    rmSync(TEMPLATE, { recursive: true, force: true });
  };
}

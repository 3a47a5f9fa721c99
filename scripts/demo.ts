/**
 * `npm run demo`: builds when the sources changed, tells the demo story once, starts with a payment sandbox.
 * `npm run demo -- --fresh` starts the story over.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DEMO_PASSWORD, dubravaPeople } from '../db/seed/dubrava-people.ts';
import { buildIfChanged } from './build-if-changed.ts';

process.env = { LOG_LEVEL: 'warn', ...process.env, DEMO: 'true', DATA_DIR: process.env.DATA_DIR || 'data/demo' };
const dataDir = process.env.DATA_DIR ?? '';

buildIfChanged();
if (process.argv.includes('--fresh')) rmSync(dataDir, { recursive: true, force: true });
if (!existsSync(dataDir)) tellStory();

const signIns = Object.values(dubravaPeople).map(
  (person) => `  ${person.email.padEnd(30)} ${person.role.padEnd(11)} ${person.title}`,
);
console.log(`\nSign-ins of the demo (password ${DEMO_PASSWORD}):\n${signIns.join('\n')}\n`);

await import(new URL('../dist/server/demo.mjs', import.meta.url).href);

/** In a process of its own, so that what it needed is given back before the server starts. */
function tellStory(): void {
  const script = fileURLToPath(new URL('tell-story.ts', import.meta.url));
  const { status } = spawnSync(process.execPath, [script, dataDir], { stdio: 'inherit', env: process.env });
  if (status !== 0) throw new Error('the demo story could not be told');
}

/**
 * `npm run bench`: measures what Kabinet promises and prints a table. Nothing here asserts: a slow machine is no bug.
 * Each part runs in a process of its own, so that none warms or burdens the next. `npm run bench -- server` runs one;
 * `search-scale`, which takes a quarter of an hour, and `another-encoder` run only when they are asked for.
 */
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { printTable, type Figure } from './figure.ts';

const parts: Record<string, () => Promise<Figure[]>> = {
  database: async () => (await import('./point-read.ts')).measurePointRead(),
  search: async () => (await import('./search.ts')).measureSearch(),
  'search-scale': async () => (await import('./search-scale.ts')).measureSearchScale(),
  'another-encoder': async () => (await import('./another-encoder.ts')).measureAnotherEncoder(),
  assistant: async () => (await import('./assistant.ts')).measureAssistant(),
  invoices: async () => (await import('./invoices.ts')).measureInvoices(),
  server: async () => (await import('./server.ts')).measureServer(),
};

const WHEN_ASKED = ['search-scale', 'another-encoder'];

const [asked, flag] = process.argv.slice(2);
const part = asked === undefined ? undefined : parts[asked];
if (part && flag === '--json') {
  console.log(JSON.stringify(await part()));
} else if (asked !== undefined && !part) {
  console.error(`usage: npm run bench [-- ${Object.keys(parts).join('|')}]`);
  process.exit(2);
} else {
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}\n`);
  const figures = (asked ? [asked] : Object.keys(parts).filter((name) => !WHEN_ASKED.includes(name))).flatMap(
    (name) => {
      const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name, '--json'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      if (run.status !== 0) throw new Error(`the part ${name} could not be measured`);
      return JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '[]') as Figure[];
    },
  );
  printTable(figures);
}

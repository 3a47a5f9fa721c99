/**
 * `npm run scenarios:walk -- KEY [--as EMAIL|customer|visitor] [--locale ru|en] [--data DIR]`: walks a scenario file in the
 * terminal. With an e-mail look-ups are made with the eyes of that person, in the data of `--data` (`data/demo` by default);
 * otherwise they find samples. Nothing is changed.
 */
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { isLocale, type Locale } from '#content/locales.ts';
import { createApp } from '#server/app.ts';
import { performLookUp, sceneOf } from '#server/assistant/index.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import { getPersonByEmail } from '#server/identity/index.ts';
import { readConfig } from '#server/platform/config.ts';
import {
  faultLine,
  isLookUpName,
  linkScenario,
  parseScenario,
  readScenarioFolder,
  type Scenario,
} from '#server/scenarios/index.ts';
import { sampleFor, sampleScene } from './scenario-samples.ts';
import { HELP, walkInTerminal, type Terminal } from './terminal-walk.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    as: { type: 'string', default: 'customer' },
    locale: { type: 'string', default: 'ru' },
    data: { type: 'string', default: process.env['DATA_DIR'] ?? 'data/demo' },
  },
});
const [key] = positionals;
const { locale } = values;
if (key === undefined || !isLocale(locale)) {
  fail('usage: npm run scenarios:walk -- KEY [--as EMAIL|customer|visitor] [--locale ru|en] [--data DIR]');
}
const scenario = await scenarioOf(key);
const input = createInterface({ input: process.stdin, terminal: false });
const lines = input[Symbol.asyncIterator]();
const terminal: Terminal = {
  print: (line) => process.stdout.write(`${line}\n`),
  read: async () => {
    if (process.stdin.isTTY) process.stdout.write('> ');
    const line = await lines.next();
    return line.done ? null : line.value;
  },
};
terminal.print(`${scenario.title[locale]} (${key}) as ${values.as}. ${HELP}`);
if (values.as === 'customer' || values.as === 'visitor') await walkWithSamples(values.as, locale);
else await walkAs(values.as, locale);
input.close();

async function walkWithSamples(who: 'customer' | 'visitor', as: Locale): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const scene = sampleScene(who, as, today);
  await walkInTerminal(terminal, {
    scenario,
    scene,
    lookUp: ({ lookUp }) => Promise.resolve(isLookUpName(lookUp) ? sampleFor(lookUp, today) : null),
  });
}

async function walkAs(email: string, as: Locale): Promise<void> {
  if (!existsSync(values.data)) fail(`there is no data in ${values.data}; tell the demo story first: npm run demo`);
  const app = await createApp(readConfig({ LOG_LEVEL: 'warn', ...process.env, DATA_DIR: values.data }), () => []);
  try {
    const ctx = app.ctx({ kind: 'visitor', visitorHash: null, locale: as });
    const person = await getPersonByEmail(ctx.db.read, email);
    const viewer = person && (await viewerOfUser(ctx.db, person.id));
    if (!viewer) fail(`nobody here has the e-mail ${email}`);
    const theirs = app.ctx(viewer);
    await walkInTerminal(terminal, {
      scenario,
      scene: await sceneOf(theirs, as),
      lookUp: (effect) => performLookUp(theirs, effect),
    });
  } finally {
    await app.close();
  }
}

/** The scenario of a file, with what it calls. */
async function scenarioOf(wanted: string): Promise<Scenario> {
  const files = await readScenarioFolder();
  const read = files.map((file) => ({ key: file.key, ...parseScenario(file.file, file.yaml) }));
  const found = read.find((each) => each.key === wanted);
  if (!found) fail(`there is no scenario ${wanted}; there are ${files.map((file) => file.key).join(', ')}`);
  if (!found.scenario) fail(found.faults.map(faultLine).join('\n'));
  return linkScenario(found.scenario, new Map(read.map((each) => [each.key, each.scenario])));
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

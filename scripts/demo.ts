/**
 * `npm run demo`: builds when the sources changed, tells the demo story once, starts with a payment sandbox.
 * `npm run demo -- --fresh` starts the story over.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { createApp } from '#server/app.ts';
import { stopOnSignal } from '#server/main.ts';
import { readConfig } from '#server/platform/config.ts';
import { serve } from '#server/serve.ts';
import { startSandbox } from '#server/platform/stripe-sandbox/index.ts';
import { DEMO_PASSWORD, tellDubrava } from '../db/seed/dubrava.ts';
import { dubravaPeople } from '../db/seed/dubrava-people.ts';
import { buildIfChanged } from './build-if-changed.ts';

const SANDBOX_KEY = 'sk_test_sandbox';
const SANDBOX_WEBHOOK_SECRET = 'whsec_sandbox';

const fresh = process.argv.includes('--fresh');
const environment = { DATA_DIR: 'data/demo', LOG_LEVEL: 'warn', ...process.env, DEMO: 'true' };
const config = readConfig(environment);

buildIfChanged();
if (fresh) rmSync(config.DATA_DIR, { recursive: true, force: true });
if (!existsSync(config.DATA_DIR)) await tellStory();

const ownStripe = config.STRIPE_SECRET_KEY !== undefined;
const sandbox = ownStripe
  ? null
  : await startSandbox({
      port: config.PORT === 0 ? 0 : config.PORT + 1,
      host: config.HOST,
      webhookUrl: `${config.ORIGIN}/webhooks/stripe`,
      webhookSecret: SANDBOX_WEBHOOK_SECRET,
      secretKey: SANDBOX_KEY,
    });

const signIns = Object.values(dubravaPeople).map((person) => `  ${person.email.padEnd(30)} ${person.role.padEnd(11)} ${person.title}`);
console.log(`\nSign-ins of the demo (password ${DEMO_PASSWORD}):\n${signIns.join('\n')}\n`);

const server = await serve(
  sandbox
    ? { ...config, STRIPE_SECRET_KEY: SANDBOX_KEY, STRIPE_WEBHOOK_SECRET: SANDBOX_WEBHOOK_SECRET, STRIPE_API_URL: sandbox.url }
    : config,
);
stopOnSignal({
  app: server.app,
  close: async () => {
    await server.close();
    await sandbox?.close();
  },
});

/** The story is told in a folder beside, so that one that was interrupted is never taken for a whole one. */
async function tellStory(): Promise<void> {
  const unfinished = `${config.DATA_DIR}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const app = await createApp(readConfig({ ...environment, DATA_DIR: unfinished, DATABASE_URL: undefined }), () => []);
  await tellDubrava(app);
  await app.close();
  mkdirSync(dirname(config.DATA_DIR), { recursive: true });
  renameSync(unfinished, config.DATA_DIR);
}

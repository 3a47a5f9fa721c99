/**
 * `npm run demo`: builds when the sources changed, tells the demo story once, starts with a payment sandbox.
 * `npm run demo -- --fresh` starts the story over.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stopOnSignal } from '#server/main.ts';
import { readConfig } from '#server/platform/config.ts';
import { serve } from '#server/serve.ts';
import { startSandbox } from '#server/platform/stripe-sandbox/index.ts';
import { DEMO_PASSWORD, dubravaPeople } from '../db/seed/dubrava-people.ts';
import { buildIfChanged } from './build-if-changed.ts';

const SANDBOX_KEY = 'sk_test_sandbox';
const SANDBOX_WEBHOOK_SECRET = 'whsec_sandbox';

const fresh = process.argv.includes('--fresh');
const environment = { DATA_DIR: 'data/demo', LOG_LEVEL: 'warn', ...process.env, DEMO: 'true' };
const config = readConfig(environment);

buildIfChanged();
if (fresh) rmSync(config.DATA_DIR, { recursive: true, force: true });
if (!existsSync(config.DATA_DIR)) tellStory();

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

const signIns = Object.values(dubravaPeople).map(
  (person) => `  ${person.email.padEnd(30)} ${person.role.padEnd(11)} ${person.title}`,
);
console.log(`\nSign-ins of the demo (password ${DEMO_PASSWORD}):\n${signIns.join('\n')}\n`);

const server = await serve(
  sandbox
    ? {
        ...config,
        STRIPE_SECRET_KEY: SANDBOX_KEY,
        STRIPE_WEBHOOK_SECRET: SANDBOX_WEBHOOK_SECRET,
        STRIPE_API_URL: sandbox.url,
      }
    : config,
);
stopOnSignal({
  app: server.app,
  close: async () => {
    await server.close();
    await sandbox?.close();
  },
});

/** In a process of its own, so that what it needed is given back before the server starts. */
function tellStory(): void {
  const script = fileURLToPath(new URL('tell-story.ts', import.meta.url));
  const { status } = spawnSync(process.execPath, [script, config.DATA_DIR], { stdio: 'inherit', env: process.env });
  if (status !== 0) throw new Error('the demo story could not be told');
}

/** The server of `npm run demo` (scripts/demo.ts): the product as it is, with a payment sandbox beside it. */
import { readConfig } from './platform/config.ts';
import { startSandbox } from './platform/stripe-sandbox/index.ts';
import { serve } from './serve.ts';
import { stopOnSignal } from './stop-on-signal.ts';

const SANDBOX_KEY = 'sk_test_sandbox';
const SANDBOX_WEBHOOK_SECRET = 'whsec_sandbox';

const config = readConfig(process.env);
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

import { createApp } from '#server/app.ts';
import { reconcilePayments } from '#server/billing/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import { readConfig } from '#server/platform/config.ts';

/**
 * `npm run payments:reconcile`: repeats the settlement of payments whose notice was lost. The server does so by itself every
 * few minutes; this is for after a long outage, and for a look at what is waiting. Safe beside a running server.
 */
const app = await createApp(readConfig({ LOG_LEVEL: 'warn', ...process.env }), () => []);
try {
  if (!app.platform.payments) {
    console.log('Online payment is not configured (STRIPE_SECRET_KEY): there is nothing to reconcile.');
  } else {
    const report = await reconcilePayments(app.ctx(systemViewer('payments:reconcile')), { staleMs: 0 });
    const told = Object.entries(report).filter(([, count]) => count > 0);
    console.log(
      told.length === 0 ? 'No payment is waiting.' : told.map(([what, n]) => `${what}: ${String(n)}`).join(', '),
    );
    // Somebody should look: money that does not match, or a provider that does not answer.
    if (report.mismatch + report.unavailable > 0) process.exitCode = 1;
  }
} finally {
  await app.close();
}

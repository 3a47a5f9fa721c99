import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notInArray } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import { createApp, type App } from '#server/app.ts';
import { ensureSearchIndex, seedHelpCenter } from '#server/help-center/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import { readConfig } from '#server/platform/config.ts';
import { writeSmallModel } from './small-model.ts';

/** The encoder an installation begins with, and one of another size that was fetched from the hub before. */
export const SHIPPED = 'static-ru-en-v3';
export const OTHER = 'kabinet/small-64';

const kept = [
  ...['pay-invoice', 'payment-not-received', 'payment-from-abroad', 'partial-payment', 'overpayment-refund'],
  ...[
    'delivery-cost',
    'reschedule-delivery',
    'late-order',
    'cancel-order',
    'return-furniture',
    'fabric-care',
    'receipt',
  ],
];

/** An installation that was configured, filled and stopped, with another encoder lying beside. */
export async function fillInstallation(): Promise<{ dataDir: string; remove(): void }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kabinet-encoders-'));
  const app = await startApp(dataDir, SHIPPED);
  const system = app.ctx(systemViewer('test'));
  await seedHelpCenter(system);
  // A dozen tell as much as all, and learning them takes no time.
  await app.db.write((tx) => tx.update(articles).set({ status: 'archived' }).where(notInArray(articles.key, kept)));
  await ensureSearchIndex(system);
  await app.close();
  writeSmallModel(join(dataDir, 'models', OTHER), 64);
  return {
    dataDir,
    remove: () => {
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The application as it starts, before it begins to work by itself. */
export const startApp = (dataDir: string, model: string, more: Record<string, string> = {}): Promise<App> =>
  createApp(readConfig({ DATA_DIR: dataDir, EMBEDDING_MODEL: model, LOG_LEVEL: 'silent', ...more }), () => []);

/** What a customer is shown for a question, and how near it is. */
export async function askSearch(app: App, query: string): Promise<string> {
  const request = { query, locale: 'ru' as const, audience: ['public'], limit: 5 };
  const { hits } = await app.platform.search.search(request);
  return hits.map(({ key, score }) => `${key} ${score.toFixed(4)}`).join(', ');
}

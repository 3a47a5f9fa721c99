import { resolve } from 'node:path';
import { createApp } from '#server/app.ts';
import { importArticles } from '#server/help-center/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import { readConfig } from '#server/platform/config.ts';

/**
 * `npm run articles:import -- DIR [--publish]`: brings a folder in the format of src/content/articles into the help center and
 * says of every file whether it is new, changed, unchanged or refused, and why (docs/help-center.md). Safe beside a running
 * server, which indexes what was published.
 */
const names = process.argv.slice(2);
const [folder] = names.filter((each) => !each.startsWith('--'));
const unknown = names.filter((each) => each.startsWith('--') && each !== '--publish');
if (folder === undefined || unknown.length > 0) {
  console.error('usage: npm run articles:import -- DIR [--publish]');
  process.exit(2);
}
const app = await createApp(readConfig({ LOG_LEVEL: 'warn', ...process.env }), () => []);
try {
  const ctx = app.ctx(systemViewer('articles:import'));
  const imported = await importArticles(ctx, resolve(folder), { publish: names.includes('--publish') });
  for (const { path, state, why } of imported) {
    if (state !== 'unchanged') console.log(`${state.padEnd(9)} ${path}${why === undefined ? '' : `: ${why}`}`);
  }
  const counted = (['new', 'changed', 'unchanged', 'refused', 'left'] as const).map(
    (state) => `${state} ${String(imported.filter((each) => each.state === state).length)}`,
  );
  console.log(counted.join(', '));
  if (imported.some(({ state }) => state === 'refused')) process.exitCode = 1;
} finally {
  await app.close();
}

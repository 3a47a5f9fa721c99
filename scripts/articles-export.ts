import { resolve } from 'node:path';
import { createApp } from '#server/app.ts';
import { exportArticles } from '#server/help-center/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import { readConfig } from '#server/platform/config.ts';

/**
 * `npm run articles:export -- DIR [--no-history]`: writes the help center into a folder, in the format of src/content/articles,
 * with everything that is known of it in `history/` (docs/help-center.md). Safe beside a running server.
 */
const names = process.argv.slice(2);
const [folder] = names.filter((each) => !each.startsWith('--'));
const unknown = names.filter((each) => each.startsWith('--') && each !== '--no-history');
if (folder === undefined || unknown.length > 0) {
  console.error('usage: npm run articles:export -- DIR [--no-history]');
  process.exit(2);
}
const app = await createApp(readConfig({ LOG_LEVEL: 'warn', ...process.env }), () => []);
try {
  const { articles, blocks, files, lost } = await exportArticles(
    app.ctx(systemViewer('articles:export')),
    resolve(folder),
    { history: !names.includes('--no-history') },
  );
  console.log(`${String(articles)} articles, ${String(blocks)} blocks and ${String(files)} files stand in ${folder}.`);
  for (const id of lost) console.error(`lost: file ${id} is shown by a text, but its bytes are gone`);
  if (lost.length > 0) process.exitCode = 1;
} finally {
  await app.close();
}

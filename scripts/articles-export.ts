import { resolve } from 'node:path';
import { createApp } from '#server/app.ts';
import { exportArticles } from '#server/help-center/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import { readConfig } from '#server/platform/config.ts';

/**
 * `npm run articles:export -- DIR`: writes the help center into a folder, in the format of src/content/articles
 * (docs/help-center.md). Safe beside a running server.
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npm run articles:export -- DIR');
  process.exit(2);
}
const app = await createApp(readConfig({ LOG_LEVEL: 'warn', ...process.env }), () => []);
try {
  const { articles, blocks, files, lost } = await exportArticles(
    app.ctx(systemViewer('articles:export')),
    resolve(folder),
  );
  console.log(`${String(articles)} articles, ${String(blocks)} blocks and ${String(files)} files stand in ${folder}.`);
  for (const id of lost) console.error(`lost: file ${id} is shown by a text, but its bytes are gone`);
  if (lost.length > 0) process.exitCode = 1;
} finally {
  await app.close();
}

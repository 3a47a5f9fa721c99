import { createApp } from '#server/app.ts';
import { rebuildSearchIndex } from '#server/help-center/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import { readConfig } from '#server/platform/config.ts';

/** `npm run search:rebuild`: builds the search index anew from the published articles. A running server goes on meanwhile. */
const app = await createApp(readConfig(process.env), () => []);
const documents = await rebuildSearchIndex(app.ctx(systemViewer('search:rebuild')));
console.log(`The search index was built from ${documents} articles.`);
const { problem } = await app.platform.search.state();
if (problem !== null) {
  console.error(`Meilisearch could not be filled, the embedded index answers: ${problem}`);
  process.exitCode = 1;
}
await app.close();

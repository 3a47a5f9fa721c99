import { createApp } from '#server/app.ts';
import { rebuildSearchIndex } from '#server/help-center/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import { readConfig } from '#server/platform/config.ts';
import { switchOnce } from '#server/switch-encoder.ts';

/**
 * `npm run search:rebuild`: builds the search index anew from the published articles, and moves it to the configured encoder when it
 * was made by another. A running server goes on meanwhile.
 */
const app = await createApp(readConfig(process.env), () => []);
const { nextEncoder } = app.platform;
const documents = await rebuildSearchIndex(app.ctx(systemViewer('search:rebuild')));
if (nextEncoder) await switchOnce(app, nextEncoder, new AbortController().signal);
console.log(`The search index was built from ${documents} articles.`);
const { problem } = await app.platform.search.state();
if (problem !== null) {
  console.error(`Meilisearch could not be filled, the embedded index answers: ${problem}`);
  process.exitCode = 1;
}
await app.close();

import { createSearchIndex } from '#search/create.ts';
import type { SearchIndex } from '#search/index.ts';
import { ensureSearchIndex, seedHelpCenter } from '#server/help-center/index.ts';
import { systemViewer, type SystemViewer } from '#server/identity/index.ts';
import type { Embedder } from '#server/platform/embedder.ts';
import type { Ctx } from '#server/context.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { sharedEmbedder } from './embedder.ts';

export interface TestHelpCenter extends TestDatabase {
  search: SearchIndex;
  embedder: Embedder;
  system: Ctx<SystemViewer>;
}

/** The shipped articles in a database and an index of their own. */
export async function openHelpCenter(): Promise<TestHelpCenter> {
  const embedder = await sharedEmbedder();
  const database = await openTestDatabase({ embedder });
  const log = database.platform.log;
  const search = await createSearchIndex({ dataDir: database.dataDir, embedder, log });
  database.platform.search = search;
  const system = database.ctx(systemViewer('test'));
  await seedHelpCenter(system);
  await ensureSearchIndex(system);
  return {
    ...database,
    search,
    embedder,
    system,
    close: async () => {
      await search.close();
      await database.close();
    },
  };
}

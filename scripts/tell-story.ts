/** Fills a new data folder with the demo story; `scripts/demo.ts` runs it once. */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { events } from '#db/schema/events.ts';
import { createApp } from '#server/app.ts';
import { readConfig } from '#server/platform/config.ts';
import { tellDubrava } from '../db/seed/dubrava.ts';

const [folder = ''] = process.argv.slice(2);
// Told in a folder beside, so that a story that was interrupted is never taken for a whole one.
const unfinished = `${folder}.unfinished`;
rmSync(unfinished, { recursive: true, force: true });
const app = await createApp(readConfig({ DATA_DIR: unfinished, LOG_LEVEL: 'warn', DEMO: 'true' }), () => []);
await tellDubrava(app);
// Nobody is to be written to about facts of the story's past.
await app.db.write((tx) => tx.update(events).set({ dispatchedAt: app.clock.now() }));
await app.close();
mkdirSync(dirname(folder), { recursive: true });
renameSync(unfinished, folder);

/**
 * Begins to move an installation to another encoder and is killed half-way, when so many articles have been encoded.
 * Run by tests/server/switch-encoder.test.ts: `switch-process.ts <data folder> <model> <articles>`.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { switchOnce } from '#server/switch-encoder.ts';
import { startApp } from './encoder-story.ts';

const [dataDir = '', model = '', articles = ''] = process.argv.slice(2);
const app = await startApp(dataDir, model);
const next = app.platform.nextEncoder;
if (!next) throw new Error('there is nothing to do');
void switchOnce(app, next, new AbortController().signal);
while (next.done < Number(articles)) await turn();
process.kill(process.pid, 'SIGKILL');

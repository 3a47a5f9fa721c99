import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from './clock.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A request removes what came with it; what the process died over is removed here, a day later. */
export async function removeStaleUploads(dataDir: string, clock: Clock): Promise<void> {
  const folder = join(dataDir, 'uploads');
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && found.mtimeMs < clock.now().getTime() - DAY_MS) await rm(path, { recursive: true, force: true });
  }
}

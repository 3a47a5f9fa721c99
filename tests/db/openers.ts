import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSqld } from '#support/sqld.ts';

/** What the same tests run on: an empty database of each kind. */
export const openers = {
  'an embedded file': () => {
    const folder = mkdtempSync(join(tmpdir(), 'kabinet-db-'));
    return Promise.resolve({
      url: `file:${join(folder, 'test.db')}`,
      stop: () => {
        rmSync(folder, { recursive: true, force: true });
        return Promise.resolve();
      },
    });
  },
  'a libSQL server': startSqld,
};

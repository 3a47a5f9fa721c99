import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const PROCESS = fileURLToPath(new URL('../support/crash-process.ts', import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kabinet-crash-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (mode: string) =>
  spawnSync(process.execPath, [PROCESS, `file:${join(folder, 'test.db')}`, mode, join(folder, 'effects')], {
    encoding: 'utf8',
    timeout: 20_000,
  });
const effects = () =>
  existsSync(join(folder, 'effects')) ? readFileSync(join(folder, 'effects'), 'utf8').trim().split('\n') : [];

test.each(['crash', 'crash-in-hand'])(
  'an event whose process was killed (%s) arrives exactly once after the restart',
  (mode) => {
    const killed = run(mode);
    expect(killed.signal).toBe('SIGKILL');
    expect(effects()).toEqual([]);

    expect(run('deliver').status).toBe(0);
    expect(effects()).toHaveLength(1);
    expect(effects()[0]).toMatch(/ committed$/);

    expect(run('deliver').status).toBe(0);
    expect(effects()).toHaveLength(1);
  },
);

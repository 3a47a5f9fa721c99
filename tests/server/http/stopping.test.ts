import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('stop-process.ts', import.meta.url));

async function stop(how: string): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [SCRIPT, how], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = text(child.stderr);
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number];
  return { code, said: await said };
}

describe('a process that is asked to stop', () => {
  test('ends well when everything closed', async () => {
    expect((await stop('well')).code).toBe(0);
  });

  test('ends all the same when something never closes, and says so', async () => {
    const { code, said } = await stop('never');
    expect(code).toBe(1);
    expect(said).toContain('could not stop in time');
  });

  test('ends with a word when closing fails', async () => {
    const { code, said } = await stop('badly');
    expect(code).toBe(1);
    expect(said).toContain('the index is gone');
  });
});

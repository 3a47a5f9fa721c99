import { strToU8 } from 'fflate';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listQuarantine, storeUpload } from '#server/files/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import { createScanner, EICAR } from '#server/platform/scanner.ts';
import { hasClamd, startClamd, type Clamd } from '#support/clamd.ts';
import { openTestDatabase } from '#support/database.ts';
import { samplePdf, sampleZip } from '#support/sample-files.ts';

const why = hasClamd ? '' : ' (not run: clamd is not installed; Debian: apt-get install clamav-daemon)';

describe.skipIf(!hasClamd)(`ClamAV’s daemon${why}`, () => {
  let daemon: Clamd;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kabinet-scanned-'));
    daemon = await startClamd();
  }, 60_000);
  afterAll(async () => {
    await daemon.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function file(name: string, bytes: Uint8Array | string): string {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  }

  it.each(['tcp', 'unix'] as const)('finds what it knows, in archives too, and nothing else: %s', async (way) => {
    const scanner = createScanner(daemon[way]);
    expect(scanner.kind).toBe('clamd');
    expect(await scanner.scan(file('a.pdf', samplePdf()))).toEqual({ clean: true });
    expect(await scanner.scan(file('nothing.txt', ''))).toEqual({ clean: true });
    expect(await scanner.scan(file('big.txt', 'a'.repeat(1_500_000)))).toEqual({ clean: true });
    const found = { clean: false, infected: expect.stringContaining('Kabinet.Test.EICAR') as string };
    expect(await scanner.scan(file('eicar.txt', EICAR))).toEqual(found);
    expect(await scanner.scan(file('late.txt', 'a'.repeat(1_000_000) + EICAR))).toEqual(found);
    expect(await scanner.scan(file('eicar.zip', sampleZip({ 'a/b.txt': strToU8(EICAR) })))).toEqual(found);
  });

  it('takes several files at once', async () => {
    const scanner = createScanner(daemon.tcp);
    const paths = Array.from({ length: 12 }, (_, n) => file(`${String(n)}.txt`, n % 3 === 0 ? EICAR : 'plain'));
    const verdicts = await Promise.all(paths.map((path) => scanner.scan(path)));
    expect(verdicts.map(({ clean }) => clean)).toEqual(paths.map((_, n) => n % 3 !== 0));
  });

  it('says nothing about more than it takes: that is no clean file', async () => {
    const path = file('huge.bin', Buffer.alloc(daemon.limit * 8));
    await expect(createScanner(daemon.tcp).scan(path)).rejects.toThrow();
  });

  it('nobody there, and a file that is not there, are failures too', async () => {
    await expect(createScanner('tcp://127.0.0.1:9').scan(file('a.txt', 'a'))).rejects.toThrow();
    await expect(createScanner(`unix://${folder}/none`).scan(file('a.txt', 'a'))).rejects.toThrow();
    await expect(createScanner(daemon.tcp).scan(join(folder, 'none.txt'))).rejects.toThrow();
  });

  it('keeps an upload it objects to in quarantine', async () => {
    const database = await openTestDatabase({ scanner: createScanner(daemon.unix) });
    const ctx = database.ctx(systemViewer('test'));
    const send = (name: string, bytes: string) =>
      storeUpload(ctx, { field: 'file', path: file(name, bytes), name, declaredType: 'text/plain' });
    expect(await send('plain.txt', 'text')).toMatchObject({ ok: true });
    expect(await send('eicar.txt', EICAR)).toMatchObject({ error: { message: 'upload.quarantined' } });
    expect(await listQuarantine(ctx)).toMatchObject([
      { name: 'eicar.txt', finding: expect.stringContaining('EICAR') as string },
    ]);
    await database.close();
  });
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '#server/platform/config.ts';
import { createFiles, type Files } from '#server/platform/files.ts';
import { startS3, type S3Server } from '#support/s3.ts';

const KEY = '0199f0a2-7c1e-7000-8000-0000000000aa';

describe.each(['folder', 's3'] as const)('files in %s', (kind) => {
  let server: S3Server | undefined;
  let dataDir: string;
  let files: Files;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'kabinet-files-'));
    server = kind === 's3' ? await startS3() : undefined;
    files = await createFiles(readConfig({ DATA_DIR: dataDir, ...server?.settings }));
  });
  afterAll(async () => {
    await server?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const read = async (key: string, range?: { start: number; end: number }) => {
    const stream = await files.get(key, range);
    return stream && (await buffer(stream)).toString();
  };

  it('is the adapter that the settings ask for', () => {
    expect(files.kind).toBe(kind);
  });

  it('gives back what was put, whole and in part', async () => {
    await files.put(KEY, { bytes: Buffer.from('0123456789') });
    expect(await read(KEY)).toBe('0123456789');
    expect(await read(KEY, { start: 2, end: 4 })).toBe('234');
    expect(await read(KEY, { start: 9, end: 9 })).toBe('9');
  });

  it('takes a file from this machine and leaves it there', async () => {
    const path = join(dataDir, 'source');
    const bytes = Buffer.alloc(3_000_000, 'kabinet');
    writeFileSync(path, bytes);
    await files.put('0199f0a2-7c1e-7000-8000-0000000000ab', { path });
    const stream = await files.get('0199f0a2-7c1e-7000-8000-0000000000ab');
    expect(stream && (await buffer(stream)).equals(bytes)).toBe(true);
  });

  it('keeps an empty file', async () => {
    await files.put('0199f0a2-7c1e-7000-8000-0000000000ac', { bytes: new Uint8Array() });
    expect(await read('0199f0a2-7c1e-7000-8000-0000000000ac')).toBe('');
  });

  it('knows nothing of a key that was never put or was removed; removing twice is harmless', async () => {
    expect(await files.get('0199f0a2-7c1e-7000-8000-0000000000ff')).toBeNull();
    await files.put('0199f0a2-7c1e-7000-8000-0000000000ad', { bytes: Buffer.from('x') });
    await files.remove('0199f0a2-7c1e-7000-8000-0000000000ad');
    await files.remove('0199f0a2-7c1e-7000-8000-0000000000ad');
    expect(await files.get('0199f0a2-7c1e-7000-8000-0000000000ad')).toBeNull();
  });

  it('refuses keys that are paths', async () => {
    for (const key of ['../../etc/passwd', 'a/b/c/d/e/f', 'ABCDEFGH', '']) {
      await expect(files.put(key, { bytes: Buffer.from('x') })).rejects.toThrow('a storage key is an id');
    }
  });

  it('leaves nothing behind when the source breaks off', async () => {
    const path = join(dataDir, 'not-there');
    await expect(files.put('0199f0a2-7c1e-7000-8000-0000000000ae', { path })).rejects.toThrow();
    expect(await files.get('0199f0a2-7c1e-7000-8000-0000000000ae')).toBeNull();
    if (kind === 'folder') expect(readdirSync(join(dataDir, 'files', 'ae'))).toEqual([]);
  });
});

it('wants both keys with a bucket', () => {
  expect(() => readConfig({ S3_BUCKET: 'kabinet' })).toThrow('S3_ACCESS_KEY_ID');
});

import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { assertKey, type Files } from './files.ts';

/** Files in `<dataDir>/files`, 256 folders by the last two characters of the key: ids of one day begin alike. */
export function createFolderFiles(dataDir: string): Files {
  const root = join(dataDir, 'files');
  const place = (key: string) => {
    assertKey(key);
    const folder = join(root, key.slice(-2));
    return { folder, path: join(folder, key) };
  };
  return {
    kind: 'folder',
    async put(key, source) {
      const { folder, path } = place(key);
      await mkdir(folder, { recursive: true });
      const part = `${path}.part`;
      try {
        const from = 'path' in source ? createReadStream(source.path) : Readable.from([Buffer.from(source.bytes)]);
        // `flush` is fsync before closing; the folder is synced after the name has changed.
        await pipeline(from, createWriteStream(part, { flush: true }));
        await rename(part, path);
        await syncFolder(folder);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    get: (key, range) => opened(createReadStream(place(key).path, range)),
    async remove(key) {
      await rm(place(key).path, { force: true });
    },
  };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const opened = (stream: ReadStream): Promise<Readable | null> =>
  new Promise((resolve, reject) => {
    stream.once('open', () => {
      resolve(stream);
    });
    stream.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve(null);
      else reject(error);
    });
  });

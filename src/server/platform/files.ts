import type { Readable } from 'node:stream';
import type { Config } from './config.ts';
import { createFolderFiles } from './files-folder.ts';

/** A part of a file: both ends are included, as in RFC 9110 §14.1.2. Offsets in bytes. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Bytes to keep: a file on this machine, or bytes made by the application itself. */
export type FileSource = { path: string } | { bytes: Uint8Array };

/** Where the bytes of files are kept. A key is written once and never changes; what it means stands in the database. */
export interface Files {
  readonly kind: 'folder' | 's3';
  /** Keeps the bytes. When it resolves they survive a crash; a crash before leaves nothing under the key. */
  put(key: string, source: FileSource): Promise<void>;
  /** Null when there is nothing under the key. Whoever takes the stream reads it to its end or destroys it. */
  get(key: string, range?: ByteRange): Promise<Readable | null>;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
}

const KEY = /^[a-z0-9][a-z0-9-]{7,63}$/;

/** @throws Error on anything but an id: a key never carries a path or a name that somebody chose. */
export function assertKey(key: string): void {
  if (!KEY.test(key)) throw new Error('a storage key is an id');
}

/** S3-compatible storage when it is configured, else a folder in DATA_DIR. The SDK is loaded only where it is used. */
export async function createFiles(config: Config): Promise<Files> {
  if (config.S3_BUCKET === undefined) return createFolderFiles(config.DATA_DIR);
  const { createS3Files } = await import('./files-s3.ts');
  return createS3Files(config);
}

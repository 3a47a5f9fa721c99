import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Config } from './config.ts';
import { assertKey, type Files } from './files.ts';

/** Files in a bucket of S3 or of a server that speaks its protocol. The bucket must exist and must not be public. */
export function createS3Files(config: Config): Files {
  const { S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = config;
  if (!S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) throw new Error('S3 is not configured');
  const client = new S3Client({
    region: S3_REGION,
    ...(S3_ENDPOINT ? { endpoint: S3_ENDPOINT, forcePathStyle: true } : {}),
    credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
    // Checksums in trailers are news to many compatible servers; TLS and our own SHA-256 guard the bytes.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const named = (key: string) => {
    assertKey(key);
    return { Bucket: S3_BUCKET, Key: key };
  };
  return {
    kind: 's3',
    async put(key, source) {
      const length = 'path' in source ? (await stat(source.path)).size : source.bytes.byteLength;
      const body = 'path' in source ? createReadStream(source.path) : Buffer.from(source.bytes);
      await client.send(new PutObjectCommand({ ...named(key), Body: body, ContentLength: length }));
    },
    async get(key, range) {
      const part = range ? { Range: `bytes=${range.start}-${range.end}` } : {};
      try {
        const { Body } = await client.send(new GetObjectCommand({ ...named(key), ...part }));
        return Body as Readable;
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand(named(key)));
    },
  };
}

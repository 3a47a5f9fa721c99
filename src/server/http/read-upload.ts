import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import type { APIContext, AstroGlobal } from 'astro';
import type { z } from 'zod';
import type { Upload, UploadLimits } from '../files/index.ts';
import { fail, type Failure, type Result } from '../platform/result.ts';
import { BODY_LIMIT, parseInput } from './body.ts';
import { limitKey } from './limit-key.ts';
import { failForm, listValues, type FormState } from './page.ts';

const MAX_FIELDS = 60;

interface ReceivedForm {
  /** Text fields; repeated ones are arrays. Also those that had arrived when something was refused. */
  values: Record<string, string | string[]>;
  /** Not checked yet. They are gone when the request is answered: `storeUpload` keeps what shall stay. */
  uploads: Upload[];
  /** Why the form is refused as a whole. */
  failure: Failure | null;
}

/** Was a form sent that may have files? */
export const isFileForm = (request: Request): boolean =>
  request.headers.get('content-type')?.toLowerCase().startsWith('multipart/form-data') === true;

/**
 * Reads a multipart form (RFC 7578) with files, piece by piece, into a folder that is removed when the request has been
 * answered, whatever happens (`removeUploads` in middleware.ts). Fields that should survive a refused file stand before it in
 * the form. Too much is read to its end but not kept, so that the browser lives to see the answer.
 */
export async function readUpload(
  context: APIContext | AstroGlobal,
  limits: Pick<UploadLimits, 'files' | 'fileSize'>,
): Promise<ReceivedForm> {
  const { request, locals } = context;
  const received: ReceivedForm = { values: {}, uploads: [], failure: null };
  const type = request.headers.get('content-type') ?? '';
  if (!isFileForm(request) || !request.body) {
    return { ...received, failure: { code: 'unsupported_media', message: 'error.unsupportedMedia' } };
  }
  const { ids, platform } = locals.ctx;
  const retryAfter = await platform.limiter.take('upload', limitKey(context));
  if (retryAfter !== null) {
    const { values } = (await readFields(request, limits)) ?? received;
    return { values, uploads: [], failure: { code: 'rate_limited', message: 'error.rateLimited', retryAfter } };
  }
  const folder = join(platform.config.DATA_DIR, 'uploads', ids.next());
  await mkdir(folder, { recursive: true });
  locals.uploads = folder;
  try {
    await receive(request.body as NodeStream<Uint8Array>, type, folder, limits, received);
  } catch {
    received.failure ??= { code: 'invalid_input', message: 'upload.interrupted' };
  }
  return received;
}

/**
 * The text fields of a multipart form, and the names of the fields that carried files; the files are read past. Null when it
 * cannot be read.
 */
export async function readFields(
  request: Request,
  limits: Pick<UploadLimits, 'files' | 'fileSize'> = { files: MAX_FIELDS, fileSize: Infinity },
): Promise<{ values: ReceivedForm['values']; files: string[] } | null> {
  const received: ReceivedForm & { passed: string[] } = { values: {}, uploads: [], failure: null, passed: [] };
  const type = request.headers.get('content-type') ?? '';
  try {
    await receive(request.body as NodeStream<Uint8Array>, type, null, limits, received);
    return { values: received.values, files: received.passed };
  } catch {
    return null;
  }
}

/** Without a folder nothing of the files is kept. */
async function receive(
  body: NodeStream<Uint8Array>,
  contentType: string,
  folder: string | null,
  limits: Pick<UploadLimits, 'files' | 'fileSize'>,
  received: ReceivedForm & { passed?: string[] },
): Promise<void> {
  const { default: busboy } = await import('busboy');
  const parser = busboy({
    headers: { 'content-type': contentType },
    // Browsers send names of files in UTF-8 as they are.
    defParamCharset: 'utf8',
    limits: {
      files: limits.files,
      fileSize: limits.fileSize,
      fields: MAX_FIELDS,
      fieldSize: BODY_LIMIT,
      fieldNameSize: 100,
      parts: MAX_FIELDS + limits.files,
      headerPairs: 20,
    },
  });
  const refuse = (failure: Failure) => {
    received.failure ??= failure;
  };
  const writing: Promise<void>[] = [];
  // By their places in the form: a later one may be written first.
  const kept: (Upload | undefined)[] = [];
  let total = 0;
  parser.on('field', (name, value, info) => {
    total += value.length;
    if (info.valueTruncated || info.nameTruncated || total > BODY_LIMIT) {
      refuse({ code: 'too_large', message: 'error.tooLarge' });
      return;
    }
    const before = Object.hasOwn(received.values, name) ? received.values[name] : undefined;
    const both = before === undefined ? value : [before, value].flat();
    Object.defineProperty(received.values, name, { value: both, enumerable: true, configurable: true, writable: true });
  });
  parser.on('file', (field, stream, info) => {
    if (folder === null) {
      received.passed?.push(field);
      stream.resume();
      return;
    }
    const place = writing.length;
    const path = join(folder, String(place));
    // `filename` is missing where the part has none, whatever the types say.
    const { filename: name = '' }: { filename?: string | undefined } = info;
    writing.push(
      pipeline(stream, createWriteStream(path)).then(() => {
        if (stream.truncated) {
          refuse({ code: 'too_large', message: 'upload.tooLarge', fields: { [field]: 'upload.tooLarge' } });
        } else if (name !== '') {
          kept[place] = { field, path, name, declaredType: info.mimeType };
        }
      }),
    );
  });
  const tooMany = () => {
    refuse({ code: 'too_large', message: 'upload.tooMany' });
  };
  for (const event of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) parser.on(event, tooMany);
  const source = Readable.fromWeb(body);
  try {
    await pipeline(source, parser);
  } finally {
    await Promise.allSettled(writing);
    received.uploads.push(...kept.filter((upload) => upload !== undefined));
    await finished(source).catch(() => undefined);
  }
  await Promise.all(writing);
}

/** A form with files that a page posted to itself: `readForm` and the files. Null on GET. */
export async function readUploadForm<T>(
  astro: AstroGlobal,
  schema: z.ZodType<T>,
  limits: Pick<UploadLimits, 'files' | 'fileSize'>,
): Promise<(FormState<T> & { uploads: Upload[] }) | null> {
  if (astro.request.method !== 'POST') return null;
  const { values, uploads, failure } = await readUpload(astro, limits);
  const texts = Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const typed = { values: Object.fromEntries(texts), lists: listValues(values) };
  const form = { data: null, ...typed, errors: {}, failure: null, uploads };
  const parsed: Result<T> = failure ? fail(failure.code, failure.message, failure) : parseInput(schema, values);
  if (!parsed.ok) return { ...failForm<T>(astro, form, parsed.error), uploads };
  return { ...form, data: parsed.value };
}

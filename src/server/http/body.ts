import type { z } from 'zod';
import { isWordKey, type WordKey } from '#content/words.ts';
import { fail, ok, type Result } from '../platform/result.ts';

/** Text fields of forms and JSON bodies together, in bytes; forms with files are read by `readUpload`. */
export const BODY_LIMIT = 256 * 1024;
/** The same for forms with long texts, in bytes: far more than such a text may have, so that whoever wrote too much gets it back. */
export const LONG_BODY_LIMIT = 4 * 1024 * 1024;

/**
 * Reads a JSON, urlencoded or multipart body as a plain object. Repeated form fields become arrays.
 * @param longest bytes; what has more is refused
 */
export async function readBody(request: Request, longest = BODY_LIMIT): Promise<Result<Record<string, unknown>>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (Number(request.headers.get('content-length') ?? 0) > longest) return fail('too_large', 'error.tooLarge');
  try {
    if (type === 'application/json') {
      const json: unknown = JSON.parse(await within(longest, request).text());
      if (typeof json !== 'object' || json === null || Array.isArray(json))
        return fail('invalid_input', 'error.invalidJson');
      return ok(json as Record<string, unknown>);
    }
    if (type === 'application/x-www-form-urlencoded' || type === 'multipart/form-data') {
      return ok(fromForm(await within(longest, request).formData()));
    }
    if (type === '') return ok({});
    return fail('unsupported_media', 'error.unsupportedMedia');
  } catch (error) {
    if (error instanceof SyntaxError) return fail('invalid_input', 'error.invalidJson');
    if (error instanceof BodyTooLarge) return fail('too_large', 'error.tooLarge');
    return fail('invalid_input', 'error.unreadable');
  }
}

class BodyTooLarge extends Error {}

/** The same body, which fails while it is read as soon as it has more bytes than `limit`, whatever length was declared. */
function within(limit: number, request: Request): Response {
  let read = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      read += piece.byteLength;
      if (read > limit) controller.error(new BodyTooLarge());
      else controller.enqueue(piece);
    },
  });
  const headers = { 'content-type': request.headers.get('content-type') ?? '' };
  return new Response(request.body?.pipeThrough(counter) ?? null, { headers });
}

/** The exact text of a body, for signatures over it. Null when it is longer than forms and JSON may be. */
export async function readText(request: Request): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > BODY_LIMIT) return null;
  try {
    return await within(BODY_LIMIT, request).text();
  } catch (error) {
    if (error instanceof BodyTooLarge) return null;
    throw error;
  }
}

export function fromForm(form: FormData): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const key of new Set(form.keys())) {
    const all = form.getAll(key).filter((value) => typeof value === 'string');
    values[key] = all.length > 1 ? all : all[0];
  }
  return values;
}

/** Checks input with a schema; the failure names every wrong field at once. Schema messages are word keys. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): Result<T> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return ok(parsed.data);
  const fields: Record<string, WordKey> = {};
  for (const issue of parsed.error.issues) {
    const name = issue.path.join('.') || 'form';
    fields[name] ??= isWordKey(issue.message) ? issue.message : fallbackMessage(issue);
  }
  return fail('invalid_input', 'error.invalidInput', { fields });
}

const fallbackMessage = (issue: { code: string; input?: unknown }): WordKey => {
  if (issue.code === 'too_big') return 'error.tooLong';
  if (issue.code === 'too_small' || issue.input === undefined) return 'error.required';
  return 'error.invalidField';
};

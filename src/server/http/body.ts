import type { z } from 'zod';
import { isWordKey, type WordKey } from '#content/words.ts';
import { fail, ok, type Result } from '../platform/result.ts';

/** Text fields of forms and JSON bodies together; uploads have their own handlers. */
export const BODY_LIMIT = 256 * 1024;

/** Reads a JSON, urlencoded or multipart body as a plain object. Repeated form fields become arrays. */
export async function readBody(request: Request): Promise<Result<Record<string, unknown>>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (Number(request.headers.get('content-length') ?? 0) > BODY_LIMIT) return fail('too_large', 'error.tooLarge');
  try {
    if (type === 'application/json') {
      const json: unknown = JSON.parse(await request.text());
      if (typeof json !== 'object' || json === null || Array.isArray(json))
        return fail('invalid_input', 'error.invalidJson');
      return ok(json as Record<string, unknown>);
    }
    if (type === 'application/x-www-form-urlencoded' || type === 'multipart/form-data') {
      return ok(fromForm(await request.formData()));
    }
    if (type === '') return ok({});
    return fail('unsupported_media', 'error.unsupportedMedia');
  } catch (error) {
    if (error instanceof SyntaxError) return fail('invalid_input', 'error.invalidJson');
    // The adapter's body limit throws while the body is being read.
    if (error instanceof Error && /size limit|too large/i.test(error.message))
      return fail('too_large', 'error.tooLarge');
    return fail('invalid_input', 'error.unreadable');
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

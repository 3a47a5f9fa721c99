import { wordsFor } from '#content/words.ts';
import type { Locale } from '#content/locales.ts';
import { BODY_LIMIT, readBody } from './body.ts';
import { escapeHtml } from './escape-html.ts';
import { isFileForm, readFields } from './read-upload.ts';

/** What a plain form carried that was refused before anybody looked at it. */
export interface KeptForm {
  /** Where it was sent: a path of this site. */
  action: string;
  fields: [name: string, value: string][];
  /** Names of the fields that carried files; those must be chosen again. */
  files: string[];
  multipart: boolean;
}

/** Passwords and codes are typed again: no page of ours repeats them. */
const SECRET = new Set(['password', 'repeated', 'current', 'code', 'recovery']);
/** Longer ones are not read just to be shown again. */
export const LONGEST_KEPT = BODY_LIMIT;
const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * Reads a plain form, so that the page which refuses it can give back what was typed. Null for anything else: a form with a
 * secret, one that came from another site (its words would stand on a page of ours), an empty one, one of more than `longest`
 * bytes. Files are read past.
 */
export async function keepForm(
  request: Request,
  { trusted, longest = LONGEST_KEPT }: { trusted: boolean; longest?: number },
): Promise<KeptForm | null> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  const length = Number(request.headers.get('content-length') ?? Infinity);
  const { pathname, search } = new URL(request.url);
  // `//host` would lead to another site.
  if (request.method !== 'POST' || !trusted || !FORM_TYPES.includes(type) || pathname.startsWith('//')) return null;
  if (length > longest) return null;
  const multipart = isFileForm(request);
  const read = multipart ? await readFields(request) : await plainFields(request);
  const fields = Object.entries(read?.values ?? {}).flatMap(([name, value]): [string, string][] =>
    [value].flat().map((each) => [name, each]),
  );
  if (!read || fields.every(([, value]) => value === '') || fields.some(([name]) => SECRET.has(name))) return null;
  return { action: pathname + search, fields, files: [...new Set(read.files)], multipart };
}

async function plainFields(request: Request) {
  const body = await readBody(request);
  return body.ok ? { values: body.value as Record<string, string | string[]>, files: [] } : null;
}

/** Words of people hold spaces or letters of their language; ids and choices of a form do not. */
const isTyped = (value: string): boolean => /[^!-~]/.test(value);

/** The form once more, ready to be sent: what was typed can be read and changed, the rest goes along. */
export function keptFormHtml({ action, fields, files, multipart }: KeptForm, locale: Locale): string {
  const t = wordsFor(locale);
  const typed = fields.filter(([, value]) => isTyped(value));
  const hidden = fields.filter(([, value]) => !isTyped(value));
  const parts = [
    `<p>${escapeHtml(t('error.kept'))}</p>`,
    `<form method="post" action="${escapeHtml(action)}"${multipart ? ' enctype="multipart/form-data"' : ''}>`,
    ...hidden.map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`),
    // A line break right after the tag is not part of the text (HTML, 13.1.2.5).
    ...typed.map(
      ([name, value]) =>
        `<p><label>${escapeHtml(t('error.kept.text'))}<br><textarea name="${escapeHtml(name)}" rows="6" cols="34">\n${escapeHtml(value)}</textarea></label></p>`,
    ),
    ...files.map(
      (name) =>
        `<p><label>${escapeHtml(t('error.kept.files'))}<br><input type="file" name="${escapeHtml(name)}" multiple></label></p>`,
    ),
    `<p><button>${escapeHtml(t('error.kept.send'))}</button></p></form>`,
  ];
  return parts.join('');
}

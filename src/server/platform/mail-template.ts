import { readFile } from 'node:fs/promises';
import { marked } from 'marked';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Reader } from '#db/client.ts';
import type { Locale } from '#content/locales.ts';
import { getBrand } from './brand.ts';
import { PROJECT_ROOT } from './project-root.ts';

const FOLDER = new URL('src/content/emails/', PROJECT_ROOT);
const header = z.object({ subject: z.string().min(1) });
const templates = new Map<string, { subject: string; body: string }>();

/**
 * Fills a mail of src/content/emails. Values are plain text of one line: what looks like Markdown or HTML in them stays what
 * somebody typed. Only the template makes links, and a value in one is an address.
 */
export async function renderMail(
  db: Reader,
  name: string,
  locale: Locale,
  values: Values,
): Promise<{ subject: string; text: string; html: string }> {
  const template = await load(name, locale);
  const brand = await getBrand(db);
  const all: Values = {};
  for (const [key, value] of Object.entries({ ...values, brand: brand.name[locale] })) all[key] = oneLine(value);
  const signature = `${brand.legal[locale]}\n${[brand.phone, brand.email].filter(Boolean).join(' · ')}`;
  const plain = template.body.replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1: $2').replaceAll('**', '');
  const text = `${fill(plain, all)}\n\n-- \n${signature}\n`;
  const content = await marked.parse(fill(template.body, all, escapeMarkdown, escapeTarget));
  const html = `<!doctype html><html lang="${locale}"><meta charset="utf-8"><body>${content}<p>${escapeHtml(signature).replace('\n', '<br>')}</p></body></html>`;
  return { subject: fill(template.subject, all), text, html };
}

async function load(name: string, locale: Locale): Promise<{ subject: string; body: string }> {
  const file = `${name}.${locale}.md`;
  const known = templates.get(file);
  if (known) return known;
  const source = await readFile(new URL(file, FOLDER), 'utf8');
  const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? [];
  const template = { subject: header.parse(parse(front)).subject, body: body.trim() };
  templates.set(file, template);
  return template;
}

type Values = Record<string, string>;
const asTyped = (value: string): string => value;

/**
 * Fills the holes in one pass, so that a value with braces stays a value.
 * @throws Error when a template asks for a value it was not given: a mail with a hole must not go out.
 */
const fill = (template: string, values: Values, inText = asTyped, inLink = asTyped): string =>
  template.replace(/(\]\()?\{(\w+)\}/g, (_, link: string | undefined, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`mail template needs {${key}}`);
    return link ? link + inLink(value) : inText(value);
  });

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** No-break spaces stay: amounts and dates are made with them. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp} ]+/gu, ' ').trim();

/** Any ASCII punctuation may follow a backslash (CommonMark 2.4); bare addresses stop being links by it too. */
const escapeMarkdown = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, '\\$&');

const escapeTarget = (address: string): string => escapeMarkdown(address.replace(/\s/g, encodeURIComponent));

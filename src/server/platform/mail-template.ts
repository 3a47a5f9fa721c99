import { readFile } from 'node:fs/promises';
import { marked } from 'marked';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Reader } from '#db/client.ts';
import type { Locale } from '#content/locales.ts';
import { getBrand } from './brand.ts';

const FOLDER = new URL('../../content/emails/', import.meta.url);
const header = z.object({ subject: z.string().min(1) });
const templates = new Map<string, { subject: string; body: string }>();

/** Fills a mail of src/content/emails. Values are plain text; in the HTML part they are escaped. */
export async function renderMail(
  db: Reader,
  name: string,
  locale: Locale,
  values: Record<string, string>,
): Promise<{ subject: string; text: string; html: string }> {
  const template = await load(name, locale);
  const brand = await getBrand(db);
  const all = { ...values, brand: brand.name[locale] };
  const signature = `${brand.legal[locale]}\n${[brand.phone, brand.email].filter(Boolean).join(' · ')}`;
  const text = `${fill(template.body, all).replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1: $2')}\n\n-- \n${signature}\n`;
  const content = await marked.parse(fill(template.body, mapValues(all, escapeHtml)));
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

/** @throws Error when a template asks for a value it was not given: a mail with a hole must not go out. */
const fill = (template: string, values: Record<string, string>): string =>
  template.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`mail template needs {${key}}`);
    return value;
  });

const mapValues = (values: Record<string, string>, change: (value: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

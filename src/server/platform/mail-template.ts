import { readFile } from 'node:fs/promises';
import { marked } from 'marked';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Reader } from '#db/client.ts';
import type { Locale } from '#content/locales.ts';
import { getBrand } from './brand.ts';
import { framedMail } from './mail-frame.ts';
import { PROJECT_ROOT } from './project-root.ts';

const FOLDER = new URL('src/content/emails/', PROJECT_ROOT);
const header = z.object({ subject: z.string().min(1) });
const templates = new Map<string, { subject: string; body: string }>();

/** One line of a list in a mail. */
export interface MailLine {
  text: string;
  link?: string | undefined;
}
type Values = Record<string, string>;
/** A hole that stands alone in its paragraph may be filled with a list; an empty one leaves nothing behind. */
export type MailValues = Record<string, string | readonly MailLine[]>;

/** What stands under a mail: why its reader got it, and where to change that. */
export interface MailFooter {
  reason: string;
  links: readonly { text: string; href: string }[];
}

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
  /** Where answers go: to people, not to the address that sends. */
  replyTo: string;
}

/**
 * Fills a mail of src/content/emails. Values are plain text of one line: what looks like Markdown or HTML in them stays what
 * somebody typed. Only the template and lists make links, and a value in one is an address.
 */
export async function renderMail(
  db: Reader,
  name: string,
  locale: Locale,
  values: MailValues,
  footer: MailFooter | null = null,
): Promise<RenderedMail> {
  const template = await load(name, locale);
  const brand = await getBrand(db);
  const all: Values = {};
  const lists: Record<string, readonly MailLine[]> = {};
  for (const [key, value] of Object.entries({ ...values, brand: brand.name[locale] })) {
    if (typeof value === 'string') all[key] = oneLine(value);
    else lists[key] = value;
  }
  const signature = `${brand.legal[locale]}\n${[brand.phone, brand.email].filter(Boolean).join(' · ')}`;
  const plain = template.body.replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1: $2').replaceAll('**', '');
  const said = fill(withLists(plain, lists, plainLine), all);
  const why = footer && [footer.reason, ...footer.links.map(({ text, href }) => `${text}: ${href}`)].join('\n');
  const text = `${said}\n\n-- \n${signature}\n${why === null ? '' : `\n${why}\n`}`;
  const markdown = fill(withLists(template.body, lists, markdownLine), all, escapeMarkdown, escapeTarget);
  const subject = fill(template.subject, all);
  const content = await marked.parse(markdown);
  const html = framedMail({ locale, subject, brand: all['brand'] ?? '', content, signature, footer });
  return { subject, text, html, replyTo: brand.email };
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

/**
 * Puts lists in the place of their paragraphs, and drops the heading of an empty one. Braces of what somebody typed become
 * look-alikes that no later pass takes for a hole.
 */
function withLists(body: string, lists: Record<string, readonly MailLine[]>, draw: (line: MailLine) => string): string {
  const paragraphs = body.split(/\n{2,}/).map((paragraph) => {
    const [, heading = '', key = ''] = /^((?:\S.*\n)?)\{(\w+)\}$/.exec(paragraph) ?? [];
    const lines = lists[key];
    if (lines === undefined) return paragraph;
    if (lines.length === 0) return null;
    return [heading.trim(), lines.map(draw).join('\n')].filter((part) => part !== '').join('\n\n');
  });
  return paragraphs.filter((paragraph) => paragraph !== null).join('\n\n');
}

const withoutHoles = (text: string): string => text.replaceAll('{', '❴').replaceAll('}', '❵');

const plainLine = ({ text, link }: MailLine): string =>
  `- ${withoutHoles(oneLine(text))}${link === undefined ? '' : `: ${withoutHoles(link)}`}`;

const markdownLine = ({ text, link }: MailLine): string => {
  const said = escapeMarkdown(withoutHoles(oneLine(text)));
  return link === undefined ? `- ${said}` : `- [${said}](${escapeTarget(withoutHoles(link))})`;
};

/** No-break spaces stay: amounts and dates are made with them. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp} ]+/gu, ' ').trim();

/** Any ASCII punctuation may follow a backslash (CommonMark 2.4); bare addresses stop being links by it too. */
const escapeMarkdown = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, '\\$&');

const escapeTarget = (address: string): string => escapeMarkdown(address.replace(/\s/g, encodeURIComponent));

import { Document, isSeq } from 'yaml';
import type { z } from 'zod';
import { readYaml, type CheckedYaml, type Parsed } from './checked-yaml.ts';

/** Lists of short keys stand on one line. */
const ON_ONE_LINE = ['related', 'segments', 'customers', 'tags'];

/** A Markdown file: its head between two lines `---`, an empty line, the text. */
export function writeFrontMatter(head: Record<string, unknown>, body: string): string {
  const document = new Document(head);
  for (const name of ON_ONE_LINE) {
    const node = document.get(name, true);
    if (isSeq(node)) node.flow = true;
  }
  return `---\n${document.toString({ lineWidth: 0, flowCollectionPadding: false })}---\n\n${body}\n`;
}

/** Reads such a file; what is wrong in its head is said with the line. */
export function readFrontMatter<T>(
  source: string,
  schema: z.ZodType<T>,
): Parsed<{ head: T; lineOf: CheckedYaml<T>['lineOf']; body: string }> {
  // An editor on Windows wrote the whole file anew.
  const plain = source.startsWith('---\r\n') ? source.replaceAll('\r\n', '\n') : source;
  const [, yaml, rest = ''] = /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(plain) ?? [];
  if (yaml === undefined) return { ok: false, problem: 'line 1: begins with "---", its head, "---"' };
  const read = readYaml(yaml, schema, 2);
  if (!read.ok) return read;
  const { value: head, lineOf } = read.value;
  return { ok: true, value: { head, lineOf, body: rest.replace(/^\n/, '').replace(/\n$/, '') } };
}

import { LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';

export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: string };

/** What was read, and where in its file each part of it stands. */
export interface CheckedYaml<T> {
  value: T;
  /** The line of the file, counted from one, on which a part begins. */
  lineOf: (path: readonly PropertyKey[]) => number;
}

/**
 * Reads YAML of a folder against a schema. The first thing that is wrong is said with its line, e.g. `line 4: state: …`.
 * @param firstLine the line of the file on which the YAML begins
 */
export function readYaml<T>(source: string, schema: z.ZodType<T>, firstLine = 1): Parsed<CheckedYaml<T>> {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line + firstLine - 1;
  const [error] = document.errors;
  if (error) return wrong(`line ${lineAt(error.pos[0])}: is no YAML: ${error.message}`);
  let read: unknown;
  try {
    read = document.toJS();
  } catch (thrown) {
    return wrong(`line ${firstLine}: is no YAML: ${thrown instanceof Error ? thrown.message : ''}`);
  }
  const lineOf = (path: readonly PropertyKey[]) => lineAt(offsetOf(document, path));
  const checked = schema.safeParse(read);
  if (checked.success) return { ok: true, value: { value: checked.data, lineOf } };
  const said = checked.error.issues.map(({ path, message }) => {
    return `line ${lineOf(path)}: ${path.length === 0 ? '' : `${path.map(String).join('.')}: `}${message}`;
  });
  return wrong(said.join('; '));
}

const wrong = (problem: string): { ok: false; problem: string } => ({ ok: false, problem });

/** Where the deepest part of a path that is there begins: what is missing is said of what it is missing in. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return Number(node.range[0]);
    }
  }
  return 0;
}

import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { Fault, FaultCode } from './fault.ts';

type Path = readonly PropertyKey[];

/** A scenario file being read: its values, and the line each of them stands on. */
export class ScenarioSource {
  readonly file: string;
  readonly faults: Fault[] = [];
  /** Undefined when the file is not YAML. */
  readonly content: unknown;
  readonly #document: Document;
  readonly #lines = new LineCounter();

  constructor(file: string, yaml: string) {
    this.file = file;
    this.#document = parseDocument(yaml, {
      lineCounter: this.#lines,
      prettyErrors: false,
      uniqueKeys: true,
      logLevel: 'error',
    });
    for (const error of this.#document.errors) {
      const line = this.#lines.linePos(error.pos[0]).line;
      const mend =
        'check indentation, quotes and colons on this line; a text with ": " or a leading symbol needs quotes';
      this.faults.push({ file, line, code: 'syntax', message: `this is not YAML: ${error.message}`, mend });
    }
    this.content = this.faults.length === 0 ? this.#values() : undefined;
  }

  /** Notes a fault at the value the path leads to, or at the nearest thing around it. */
  report(path: Path, code: FaultCode, message: string, mend: string): void {
    this.faults.push({ file: this.file, line: this.lineOf(path), code, message, mend });
  }

  /** Whether anything is written at the path. */
  has(path: Path): boolean {
    return this.#document.hasIn(path);
  }

  lineOf(path: Path): number {
    for (let depth = path.length; depth > 0; depth--) {
      const offset = this.#offsetOf(path.slice(0, depth));
      if (offset !== null) return this.#lines.linePos(offset).line;
    }
    return 1;
  }

  /** A field is shown where its name stands, an item of a list where it begins. */
  #offsetOf(path: Path): number | null {
    const last = path.at(-1);
    const parent: unknown = path.length === 1 ? this.#document.contents : this.#document.getIn(path.slice(0, -1), true);
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === last);
      return isScalar(pair?.key) ? (pair.key.range?.[0] ?? null) : null;
    }
    const node: unknown = this.#document.getIn(path, true);
    return isNode(node) ? (node.range?.[0] ?? null) : null;
  }

  /** Anchors are refused: a file that copies itself may grow without bound. */
  #values(): unknown {
    try {
      return this.#document.toJS({ maxAliasCount: 0 });
    } catch {
      this.report([], 'syntax', 'aliases (*name) are not understood', 'write the text out');
      return undefined;
    }
  }
}

import { Composer, CST, isMap, isScalar, isSeq, Parser, stringify, type Document, type Node, type Pair } from 'yaml';

export type SourcePath = readonly (string | number)[];

/** Fields around the steps, as they are written: a new one goes where it belongs. */
const order = [
  'key',
  'type',
  'topic',
  'subtopic',
  'queue',
  'owner',
  'audience',
  'takes',
  'covers',
  'title',
  'examples',
];

/**
 * The text of a scenario with one value changed, and every other character as it was: comments, quotes, empty lines. An empty
 * value at the top removes its field. A text that is not YAML, and a value with no place to stand, are left as they are.
 */
export function editSource(yaml: string, path: SourcePath, value: string | readonly string[]): string {
  const { tokens, document } = compose(yaml);
  if (!document || document.errors.length > 0) return yaml;
  const isGone = path.length === 1 && value.length === 0;
  if (isGone) return document.hasIn(path) ? removed(yaml, document, path) : yaml;
  const node = document.getIn(path, true);
  if (typeof value !== 'string') return setList(yaml, document, path, value);
  if (isScalar(node) && node.srcToken && node.range && node.range[0] < node.range[1]) {
    setScalar(node.srcToken, value, isInFlow(document, path), path);
    return tokens.map((token) => CST.stringify(token)).join('');
  }
  if (node !== undefined && !(isScalar(node) && node.value === null)) return yaml;
  return inserted(yaml, document, path, (inFlow) => scalarText(value, inFlow));
}

/** The same with a value written out as YAML on one line: `{ segments: [key-accounts] }`. */
export function editRaw(yaml: string, path: SourcePath, raw: string): string {
  const { document } = compose(yaml);
  if (!document || document.errors.length > 0) return yaml;
  const cleared = document.hasIn(path) ? removed(yaml, document, path) : yaml;
  const again = compose(cleared).document;
  return again ? inserted(cleared, again, path, () => raw) : yaml;
}

function compose(yaml: string): { tokens: CST.Token[]; document: Document.Parsed | undefined } {
  const tokens = [...new Parser().parse(yaml)];
  const [document] = new Composer({ keepSourceTokens: true }).compose(tokens);
  return { tokens, document };
}

function setScalar(token: CST.Token, value: string, inFlow: boolean, path: SourcePath) {
  const isBlock = token.type === 'block-scalar';
  const isLong = value.includes('\n');
  CST.setScalarValue(token, isBlock || (isLong && !inFlow) ? `${value}\n` : value, {
    inFlow,
    afterKey: typeof path.at(-1) === 'string',
    // Without a type it stays what it is: plain, quoted or a block of lines.
    ...(isLong && !isBlock ? { type: inFlow ? ('QUOTE_DOUBLE' as const) : ('BLOCK_LITERAL' as const) } : {}),
  });
}

/** Whether something on the way to it is written in braces or brackets. */
function isInFlow(document: Document.Parsed, path: SourcePath): boolean {
  return path.some((_, depth) => {
    const node: unknown = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    return (isMap(node) || isSeq(node)) && node.flow === true;
  });
}

function setList(yaml: string, document: Document.Parsed, path: SourcePath, values: readonly string[]): string {
  const node: unknown = document.getIn(path, true);
  if (!isSeq(node) || !node.range) {
    return node === undefined
      ? inserted(yaml, document, path, () => `[${values.map((each) => scalarText(each, true)).join(', ')}]`)
      : yaml;
  }
  const [from, until] = node.range;
  const items = node.items as Node[];
  if (node.flow || items.length === 0) {
    const own = reuse(items, (item) => yaml.slice(item.range?.[0], item.range?.[1]));
    return `${yaml.slice(0, from)}[${values.map((each) => own(each) ?? scalarText(each, true)).join(', ')}]${yaml.slice(until)}`;
  }
  // Each item with the comments above it: from the end of the one before to the end of its line.
  const start = lineStart(yaml, from);
  const ends = items.map((item) => endOfLine(yaml, item.range?.[1] ?? 0));
  const own = reuse(items, (_, place) => yaml.slice(place === 0 ? start : ends[place - 1], ends[place]));
  const dash = ' '.repeat(from - start);
  const lines = values.map((each) => own(each) ?? `${dash}- ${scalarText(each, false)}\n`);
  return yaml.slice(0, start) + lines.join('') + yaml.slice(ends.at(-1));
}

/** What already stands there is taken as it is written, each once. */
function reuse(items: readonly Node[], sourceOf: (item: Node, place: number) => string) {
  const left = items.map((item, place) => ({
    value: isScalar(item) ? item.value : null,
    source: sourceOf(item, place),
  }));
  return (value: string): string | undefined => {
    const at = left.findIndex((each) => each.value === value);
    return at < 0 ? undefined : left.splice(at, 1)[0]?.source;
  };
}

function inserted(
  yaml: string,
  document: Document.Parsed,
  path: SourcePath,
  text: (inFlow: boolean) => string,
): string {
  const name = path.at(-1);
  const above = path.slice(0, -1);
  const parent: unknown = above.length === 0 ? document.contents : document.getIn(above, true);
  if (typeof name !== 'string') return yaml;
  if (!isMap(parent) || !parent.range) {
    // A field that is missing with all that belongs to it.
    return above.length !== 1 || parent !== undefined
      ? yaml
      : inserted(yaml, document, above, () => `{ ${name}: ${text(true)} }`);
  }
  const pairs = parent.items as Pair<Node, Node | null>[];
  const last = pairs.at(-1);
  if (parent.flow) {
    const at = last ? endOfPair(last) : parent.range[0] + 1;
    return `${yaml.slice(0, at)}${last ? ', ' : ' '}${name}: ${text(true)}${yaml.slice(at)}`;
  }
  const before = above.length === 0 ? (placeOf(pairs, name) ?? last) : last;
  const first = pairs[0];
  if (!before || !first?.key.range) return yaml;
  const indent = ' '.repeat(first.key.range[0] - lineStart(yaml, first.key.range[0]));
  const at = endOfLine(yaml, endOfPair(before));
  const open = yaml.slice(0, at);
  return `${open}${open.endsWith('\n') ? '' : '\n'}${indent}${name}: ${text(false)}\n${yaml.slice(at)}`;
}

/** After which of the fields a new one goes. */
function placeOf(pairs: readonly Pair<Node, Node | null>[], name: string): Pair<Node, Node | null> | undefined {
  const before = order.slice(0, Math.max(0, order.indexOf(name)));
  return pairs.findLast(({ key }) => isScalar(key) && before.includes(String(key.value)));
}

function removed(yaml: string, document: Document.Parsed, path: SourcePath): string {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent) || parent.flow) return yaml;
  const pair = (parent.items as Pair<Node, Node | null>[]).find(
    ({ key }) => isScalar(key) && key.value === path.at(-1),
  );
  if (!pair?.key.range) return yaml;
  return yaml.slice(0, lineStart(yaml, pair.key.range[0])) + yaml.slice(endOfLine(yaml, endOfPair(pair)));
}

const endOfPair = ({ key, value }: Pair<Node, Node | null>): number => value?.range?.[1] ?? key.range?.[1] ?? 0;
const lineStart = (yaml: string, at: number): number => yaml.lastIndexOf('\n', at - 1) + 1;
function endOfLine(yaml: string, at: number): number {
  if (at > 0 && yaml[at - 1] === '\n') return at;
  const end = yaml.indexOf('\n', at);
  return end < 0 ? yaml.length : end + 1;
}

/** A text as it is written on one line, quoted where it has to be. */
function scalarText(value: string, inFlow: boolean): string {
  if (inFlow)
    return stringify([value], { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false })
      .trim()
      .slice(1, -1);
  return value.includes('\n') ? JSON.stringify(value) : stringify(value, { lineWidth: 0 }).trimEnd();
}

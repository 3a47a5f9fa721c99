import { locales, type Locale } from '#content/locales.ts';
import { editRaw, editSource, type SourcePath } from './edit-source.ts';
import { stepKinds, type StepKind } from './scenario.schema.ts';
import { ScenarioSource } from './scenario-source.ts';

/** A text in every language, where it stands, and what it is there: `say`, `label`, `choices.label` … */
export interface TextsField {
  path: string;
  what: string;
  /** Which of several: the value of a choice. */
  of: string | null;
  texts: Record<Locale, string>;
}

/** A step as the form shows it. */
export interface StepFields {
  id: string;
  /** Null where the text does not say it yet. */
  kind: StepKind | null;
  /** 1-based. */
  line: number;
  texts: TextsField[];
}

/** What the form shows of a scenario's text, also of one with faults. */
export interface ScenarioForm {
  /** Every field by its name, as it stands in the text. */
  values: Readonly<Record<string, string>>;
  steps: readonly StepFields[];
}

/** Fields around the steps that hold one word. */
export const headerWords = ['type', 'topic', 'queue', 'owner', 'audience'] as const;
const PREFIX = 'f.';
export const fieldName = (path: string): string => `${PREFIX}${path}`;

/** The form of a scenario's text; null when it is not YAML, or not a scenario by far. */
export function readForm(yaml: string): ScenarioForm | null {
  const source = new ScenarioSource('scenario.yaml', yaml);
  const { content } = source;
  if (!isRecord(content)) return null;
  const values: Record<string, string> = {};
  for (const name of headerWords) values[fieldName(name)] = wordOf(content[name]);
  values[fieldName('covers')] = linesOf(content['covers']);
  for (const locale of locales) {
    for (const name of ['title', 'subtopic'] as const)
      values[fieldName(`${name}/${locale}`)] = textOf(at(content[name], locale));
    values[fieldName(`examples/${locale}`)] = linesOf(at(content['examples'], locale));
  }
  const written = isRecord(content['steps']) ? content['steps'] : {};
  const steps = Object.entries(written).map(([id, raw]): StepFields => {
    const texts = isRecord(raw) ? textsIn(raw, `steps/${id}`, []) : [];
    for (const field of texts) {
      for (const locale of locales) values[fieldName(`${field.path}/${locale}`)] = field.texts[locale];
    }
    const kind = isRecord(raw) ? stepKinds.find((each) => Object.hasOwn(raw, each)) : undefined;
    return { id, kind: kind ?? null, line: source.lineOf(['steps', id]), texts };
  });
  return { values, steps };
}

/**
 * The text with what was changed in its form. What the form still says as it was drawn (`shown`, from `marksOf`) changes nothing, so
 * that somebody may write in the text and in the form at once.
 */
export function applyForm(
  yaml: string,
  posted: Readonly<Record<string, string>>,
  shown: Readonly<Record<string, string>>,
): string {
  return Object.entries(posted).reduce((text, [name, value]) => {
    const mark = shown[name];
    if (!name.startsWith(PREFIX) || mark === undefined || mark === markOf(value)) return text;
    return change(text, name.slice(PREFIX.length).split('/'), tidy(value));
  }, yaml);
}

function change(yaml: string, path: SourcePath, value: string): string {
  const [head] = path;
  if (head === 'covers' || head === 'examples') {
    const lines = value.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
    return editSource(yaml, path, lines);
  }
  const segment = head === 'audience' ? /^segments: ?(.+)$/.exec(value)?.[1] : undefined;
  if (segment !== undefined) return editRaw(yaml, path, `{ segments: [${segment}] }`);
  const isWord = head !== 'steps' && path.length === 1;
  const edited = editSource(yaml, path, value);
  // What was a map of segments has become a word.
  return isWord && edited === yaml && value !== '' ? editRaw(yaml, path, JSON.stringify(value)) : edited;
}

/** A short mark of each field, by which a later request knows whether it was changed. */
export const marksOf = ({ values }: ScenarioForm): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, markOf(value)]));

const tidy = (text: string): string => text.replaceAll('\r\n', '\n').trim();
/** FNV-1a: equal texts have equal marks, and a chance of one in four billion is no danger here. */
function markOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of tidy(text)) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Wherever a step holds the same thing in every language. */
function textsIn(value: unknown, path: string, names: readonly string[], of: string | null = null): TextsField[] {
  if (Array.isArray(value)) {
    return value.flatMap((each: unknown, index) => {
      const named = isRecord(each) && typeof each['value'] === 'string' ? each['value'] : of;
      return textsIn(each, `${path}/${String(index)}`, names, named);
    });
  }
  if (!isRecord(value)) return [];
  const keys = Object.keys(value);
  if (keys.length > 0 && keys.every((key) => isLocale(key))) {
    const plain = Object.values(value).every((each) => typeof each === 'string' || each === null);
    if (!plain) return [];
    const texts = Object.fromEntries(locales.map((locale) => [locale, textOf(value[locale])])) as Record<
      Locale,
      string
    >;
    return [{ path, what: names.join('.'), of, texts }];
  }
  return Object.entries(value).flatMap(([name, each]) => textsIn(each, `${path}/${name}`, [...names, name], of));
}

const isLocale = (key: string): key is Locale => locales.some((locale) => locale === key);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const at = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);
const textOf = (value: unknown): string => (typeof value === 'string' ? tidy(value) : '');
const linesOf = (value: unknown): string =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string').join('\n') : '';

function wordOf(value: unknown): string {
  if (isRecord(value) && Array.isArray(value['segments'])) return `segments: ${value['segments'].join(', ')}`;
  return textOf(value);
}

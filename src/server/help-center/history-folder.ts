import { stringify } from 'yaml';
import { z } from 'zod';
import { locales, type Locale } from '#content/locales.ts';
import { manyLines, oneLine } from '../platform/visible-text.ts';
import { activityKinds, type ActivityKind } from './article-activity.ts';
import { readYaml, type CheckedYaml, type Parsed } from './checked-yaml.ts';
import { readFrontMatter, writeFrontMatter } from './front-matter.ts';
import { contentOf, revisionStates, type Content, type RevisionState } from './revision.ts';

/*
 * The formats of `history/` in a folder of articles (docs/decisions/035-history-as-files.md). People stand there by their mail
 * address, and moments in UTC (ISO 8601).
 */

/** Who did what to a text, as mail addresses. */
export const revisionRoles = ['author', 'savedBy', 'submittedBy', 'reviewer', 'publishedBy'] as const;
export type RevisionRole = (typeof revisionRoles)[number];

/** One text an article had: `history/articles/<key>/<locale>/<number>.md`. */
export interface RevisionDocument extends Content, Record<RevisionRole, string | null> {
  number: number;
  state: RevisionState;
  reason: string | null;
  createdAt: Date;
  savedAt: Date;
  reviewedAt: Date | null;
  reviewNote: string | null;
  publishAt: Date | null;
  publishedAt: Date | null;
  restoredFrom: number | null;
  /** A translation: the revision of the original that it says the same as. */
  translates: number | null;
}

/** How one language of an article stands: `history/articles/<key>/<locale>/article.yaml`. */
export interface StateDocument {
  status: 'draft' | 'in_review' | 'published' | 'archived';
  /** The revision that readers see; 0 before the first was published. */
  shown: number;
  /** What a draft without a title is called in lists; null where it is called by its title. */
  name: string | null;
  createdAt: Date;
  publishedAt: Date | null;
  translationOf: Locale | null;
  translates: number | null;
  verifiedOn: string | null;
  verifiedBy: string | null;
  remindedAt: Date | null;
  underReviewAt: Date | null;
  doubtsSettledAt: Date | null;
}

/** What happened beside writing: `history/articles/<key>/activity.yaml`, `history/categories/<id>.yaml`. */
export interface ActivityDocument {
  at: Date;
  kind: ActivityKind;
  /** Null for what concerns all languages. */
  locale: Locale | null;
  by: string | null;
  details: Record<string, unknown>;
}

/** Who saved a block last, with what it said then: `history/blocks/<locale>/<key>.md`. */
export interface SavedBlockDocument {
  title: string;
  body: string;
  savedAt: Date;
  savedBy: string | null;
}

/** A file and where it was added: `history/files.yaml`. */
export interface FileDocument {
  file: string;
  /** Key of an article, or `block:` and the key of a block. */
  of: string;
  addedAt: Date;
}

const moment = z.iso.datetime().transform((text) => new Date(text));
const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);
/** Whoever has an account somewhere has signed in with it: nobody checks again what an address is. */
const email = z
  .string()
  .max(320)
  .regex(/^\S+@\S+$/)
  .toLowerCase();
const count = z.number().int().min(1).max(1_000_000);
const line = (most: number) => z.string().max(most).transform(oneLine);
const lines = (most: number) => z.string().max(most).transform(manyLines);

const revisionHead = z.strictObject({
  title: line(400),
  summary: line(1_000).default(''),
  questions: z.array(line(4_000)).max(2_000).default([]),
  state: z.enum(revisionStates),
  reason: maybe(lines(10_000)),
  createdAt: moment,
  author: maybe(email),
  savedAt: moment,
  savedBy: maybe(email),
  submittedBy: maybe(email),
  reviewer: maybe(email),
  reviewedAt: maybe(moment),
  reviewNote: maybe(lines(10_000)),
  publishAt: maybe(moment),
  publishedAt: maybe(moment),
  publishedBy: maybe(email),
  restoredFrom: maybe(count),
  translates: maybe(z.number().int().min(0).max(1_000_000)),
});

const state = z.strictObject({
  status: z.enum(['draft', 'in_review', 'published', 'archived']),
  shown: z.number().int().min(0).max(1_000_000),
  name: maybe(line(400)),
  createdAt: moment,
  publishedAt: maybe(moment),
  translationOf: maybe(z.enum(locales)),
  translates: maybe(z.number().int().min(0).max(1_000_000)),
  verifiedOn: maybe(z.iso.date()),
  verifiedBy: maybe(email),
  remindedAt: maybe(moment),
  underReviewAt: maybe(moment),
  doubtsSettledAt: maybe(moment),
});

const activity = z
  .array(
    z.strictObject({
      at: moment,
      kind: z.enum(activityKinds),
      locale: maybe(z.enum(locales)),
      by: maybe(email),
      details: z.record(z.string(), z.json()).default({}),
    }),
  )
  .max(100_000);

const savedBlockHead = z.strictObject({ title: line(120), savedAt: moment, savedBy: maybe(email) });

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const files = z
  .array(
    z.strictObject({
      file: z.string().regex(UUID),
      of: z.string().regex(/^(?:block:)?[a-z0-9]+(?:-[a-z0-9]+)*$/),
      addedAt: moment,
    }),
  )
  .max(1_000_000);

const people = z.record(email, line(400));

export const readRevision = (
  source: string,
  number: number,
): Parsed<{ revision: RevisionDocument; lineOf: CheckedYaml<unknown>['lineOf'] }> => {
  const read = readFrontMatter(source, revisionHead);
  if (!read.ok) return read;
  const { head, lineOf, body } = read.value;
  return { ok: true, value: { revision: { ...head, number, body: manyLines(body) }, lineOf } };
};

export const readState = (source: string): Parsed<CheckedYaml<StateDocument>> => readYaml(source, state);
export const readActivity = (source: string): Parsed<CheckedYaml<ActivityDocument[]>> => readYaml(source, activity);
export const readFileList = (source: string): Parsed<CheckedYaml<FileDocument[]>> => readYaml(source, files);
export const readPeople = (source: string): Parsed<CheckedYaml<Record<string, string>>> => readYaml(source, people);

export function readSavedBlock(source: string): Parsed<SavedBlockDocument> {
  const read = readFrontMatter(source, savedBlockHead);
  return read.ok ? { ok: true, value: { ...read.value.head, body: manyLines(read.value.body) } } : read;
}

/** What is not null, with moments as text. */
const said = (head: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(head)
      .filter(([, value]) => value !== null)
      .map(([name, value]: [string, unknown]) => [name, value instanceof Date ? value.toISOString() : value]),
  );

const yaml = (value: unknown): string => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });

export function writeRevision(revision: RevisionDocument): string {
  const { title, summary, questions, body } = contentOf(revision);
  const { state: standing, reason, createdAt, author, savedAt, savedBy, submittedBy } = revision;
  const { reviewer, reviewedAt, reviewNote, publishAt, publishedAt, publishedBy, restoredFrom, translates } = revision;
  const begun = { title, summary, questions, state: standing, reason, createdAt, author, savedAt, savedBy };
  const read = { submittedBy, reviewer, reviewedAt, reviewNote, publishAt, publishedAt, publishedBy };
  return writeFrontMatter(said({ ...begun, ...read, restoredFrom, translates }), body);
}

export const writeState = (document: StateDocument): string => yaml(said(document));

export const writeActivity = (list: readonly ActivityDocument[]): string =>
  yaml(
    list.map(({ at, kind, locale, by, details }) =>
      said({ at, kind, locale, by, details: Object.keys(details).length === 0 ? null : details }),
    ),
  );

export const writeSavedBlock = ({ title, body, savedAt, savedBy }: SavedBlockDocument): string =>
  writeFrontMatter(said({ title, savedAt, savedBy }), body);

export const writeFileList = (list: readonly FileDocument[]): string => yaml(list.map(said));

/** Names by mail address, in the order of addresses. */
export const writePeople = (names: ReadonlyMap<string, string>): string =>
  yaml(Object.fromEntries([...names].sort(([a], [b]) => (a < b ? -1 : 1))));

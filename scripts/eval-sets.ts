import { z } from 'zod';
import { locales } from '#content/locales.ts';
import type { Subject } from '#server/assistant/index.ts';
import { readRows } from './eval-rows.ts';

/** The rows of evaluation sets, as docs/assistant.md describes them; what else stands in a row is ignored. */
const subjectSchema = z.object({
  id: z.string().min(1),
  locale: z.enum(locales),
  title: z.string(),
  examples: z.array(z.string()).min(1),
});
const querySchema = z.object({ text: z.string(), locale: z.enum(locales), expected: z.string().nullable() });

/** A question of a set; `expected` is null when nobody but a person answers it. */
export type Query = z.output<typeof querySchema>;

export const readQueries = (file: string): Query[] => readRows(file, querySchema);

/** One subject per id, with the titles and examples of all its rows; of many examples only the first when so asked. */
export function readSubjects(file: string, first?: number): Subject[] {
  return [...Map.groupBy(readRows(file, subjectSchema), (row) => row.id)].map(([id, each]) => ({
    id,
    kind: 'article',
    key: id,
    topic: '',
    title: Object.fromEntries(each.map(({ locale, title }) => [locale, title])),
    texts: each.flatMap(({ title, examples }) => {
      const known = examples.slice(0, first);
      return title.trim() === '' ? known : [title, ...known];
    }),
  }));
}

import type { Locale } from '#content/locales.ts';
import type { RevisionDocument, StateDocument } from './history-folder.ts';
import type { HistoryProblem, Read } from './read-history.ts';
import { workingStates } from './revision.ts';

/**
 * What no history can say: a text that readers see and that was never published, two texts being written at once, moments in the
 * wrong order. Each file by itself was read before. Null where all is well.
 * @param revisions oldest first
 */
export function faultsInHistory(
  locale: Locale,
  state: Read<StateDocument>,
  revisions: readonly Read<RevisionDocument>[],
): HistoryProblem | null {
  return faultInState(locale, state, revisions) ?? faultInRow(revisions) ?? firstOf(revisions, faultInRevision);
}

function faultInState(
  locale: Locale,
  state: Read<StateDocument>,
  revisions: readonly Read<RevisionDocument>[],
): HistoryProblem | null {
  const { status, shown, translationOf, translates } = state.value;
  const published = revisions.find(({ value }) => value.number === shown)?.value.state === 'published';
  if (shown > 0 && !published) return at(state, 'shown', `says ${shown}, and no published text has that number`);
  if (shown === 0 && status === 'published')
    return at(state, 'status', 'says published, and readers are shown nothing');
  if (shown === 0 && revisions.length === 0) return at(state, 'shown', 'says 0, and there is no text');
  if (translationOf === locale) return at(state, 'translationOf', 'names its own language');
  if (translationOf === null && translates !== null) {
    return at(state, 'translates', 'is said of what is no translation');
  }
  return null;
}

/** How texts follow one another. Their moments may not: a clock can have been set back between two of them. */
function faultInRow(revisions: readonly Read<RevisionDocument>[]): HistoryProblem | null {
  for (const [place, revision] of revisions.entries()) {
    const before = revisions[place - 1];
    if (before?.value.number === revision.value.number) return at(revision, null, `has the number of ${before.path}`);
    const isLast = place === revisions.length - 1;
    if (!isLast && (workingStates as readonly string[]).includes(revision.value.state)) {
      return at(revision, 'state', `says ${revision.value.state}, which only the last text can be`);
    }
  }
  return null;
}

function faultInRevision(revision: Read<RevisionDocument>): HistoryProblem | null {
  const { state, createdAt, savedAt, reviewedAt, publishedAt, publishAt, title, body } = revision.value;
  if (state === 'published' && publishedAt === null)
    return at(revision, 'publishedAt', 'is missing where it was published');
  if (state === 'published' && (title === '' || body.trim() === '')) {
    return at(revision, null, 'was published and has no text');
  }
  if (state === 'scheduled' && publishAt === null) return at(revision, 'publishAt', 'is missing where it is scheduled');
  for (const [name, moment] of Object.entries({ savedAt, reviewedAt, publishedAt })) {
    if (moment && moment < createdAt) return at(revision, name, 'is earlier than createdAt');
  }
  return null;
}

/** Said of a part of a file's head, with its line; of all of it where no part is named. */
function at({ path, lineOf }: Read<unknown>, name: string | null, what: string): HistoryProblem {
  const line = name === null ? 1 : lineOf([name]);
  return { path, why: `line ${line}: ${name === null ? '' : `${name} `}${what}` };
}

function firstOf<T>(list: readonly T[], faultIn: (each: T) => HistoryProblem | null): HistoryProblem | null {
  for (const each of list) {
    const found = faultIn(each);
    if (found) return found;
  }
  return null;
}

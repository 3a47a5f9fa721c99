import type { RevisionDocument } from './history-folder.ts';
import { revisionStates, sameContent, workingStates } from './revision.ts';

/** A text as it stands here. */
export interface RevisionHere {
  document: RevisionDocument;
  /** Saved here since it came from elsewhere: somebody is writing on it. */
  isSavedHere: boolean;
}

/** What of a history is to be brought in. */
export interface HistoryPlan {
  /** Texts that are not here. */
  add: RevisionDocument[];
  /** Texts that went on where they came from and were left alone here. */
  renew: RevisionDocument[];
  /** All texts here came with a file and are in the history too, which takes their place. */
  replacesAll: boolean;
}

export type HistoryFault =
  { kind: 'differs'; number: number; field: keyof RevisionDocument } | { kind: 'beingWritten'; number: number };

/**
 * What is new in a history for an article that may have one already. Published and discarded texts never change, so two that
 * have one number and say something else went different ways, and nobody can say which is right.
 */
export function planHistory(
  here: readonly RevisionHere[],
  file: readonly RevisionDocument[],
): { ok: true; plan: HistoryPlan } | { ok: false; fault: HistoryFault } {
  const known = new Map(here.map((each) => [each.document.number, each]));
  const plan: HistoryPlan = { add: [], renew: [], replacesAll: false };
  let fault: HistoryFault | null = null;
  for (const incoming of file) {
    const own = known.get(incoming.number);
    if (!own) plan.add.push(incoming);
    else {
      const step = stepFor(own, incoming);
      if (step === 'renew') plan.renew.push(incoming);
      else if (step !== 'same') fault ??= step;
    }
  }
  if (!fault) {
    // Only one text of an article is being worked on: the one here, or the one that was begun elsewhere.
    const working = here.find(({ document }) => isWorking(document) && !plan.renew.some(isNumber(document.number)));
    if (!working || !plan.add.some(isWorking)) return { ok: true, plan };
    fault = { kind: 'beingWritten', number: working.document.number };
  }
  const isOnlyFromFiles = here.every(
    ({ document, isSavedHere }) =>
      !isSavedHere && isNobodys(document) && file.some((each) => sameContent(each, document)),
  );
  if (isOnlyFromFiles) return { ok: true, plan: { add: [...file], renew: [], replacesAll: true } };
  return { ok: false, fault };
}

function stepFor({ document, isSavedHere }: RevisionHere, incoming: RevisionDocument): 'same' | 'renew' | HistoryFault {
  const { number } = incoming;
  const field = differenceOf(document, incoming);
  if (field === null) return 'same';
  const isOneText = document.createdAt.getTime() === incoming.createdAt.getTime();
  if (!isOneText || (!isWorking(document) && !isWorking(incoming))) return { kind: 'differs', number, field };
  // The folder was written before: here it went on since.
  if (!isWorking(document) || !wentOn(document, incoming)) return 'same';
  const isLeftAlone = !isSavedHere || sameContent(document, incoming);
  return isLeftAlone ? 'renew' : { kind: 'beingWritten', number };
}

/** Whether something happened to a text after what is known of it. Handing it in leaves no moment behind, but only goes forward. */
function wentOn(known: RevisionDocument, later: RevisionDocument): boolean {
  const since = lastTouch(later) - lastTouch(known);
  return since === 0 ? revisionStates.indexOf(later.state) > revisionStates.indexOf(known.state) : since > 0;
}

/** The first thing that two texts of one number say otherwise; null where they are the same. */
function differenceOf(here: RevisionDocument, file: RevisionDocument): keyof RevisionDocument | null {
  const names = Object.keys(here) as (keyof RevisionDocument)[];
  const differs = names.find((name) => {
    // Whoever asked to be forgotten is not named here any more, and an older folder may still do so.
    const isForgotten = peoplesNames.has(name) && here[name] === null;
    return !isForgotten && JSON.stringify(here[name]) !== JSON.stringify(file[name]);
  });
  return differs ?? null;
}

const peoplesNames: ReadonlySet<keyof RevisionDocument> = new Set([
  ...(['author', 'savedBy', 'submittedBy', 'reviewer', 'publishedBy'] as const),
]);

const isWorking = ({ state }: RevisionDocument): boolean => (workingStates as readonly string[]).includes(state);
const isNumber =
  (number: number) =>
  (each: RevisionDocument): boolean =>
    each.number === number;
const isNobodys = (document: RevisionDocument): boolean => [...peoplesNames].every((name) => document[name] === null);

/** When something last happened to a text, in milliseconds since 1970. */
export const lastTouch = ({ createdAt, savedAt, reviewedAt, publishedAt }: RevisionDocument): number =>
  Math.max(...[createdAt, savedAt, reviewedAt, publishedAt].map((each) => each?.getTime() ?? 0));

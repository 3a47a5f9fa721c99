import type { FormChoices } from '#components/scenarios/form-choices.ts';
import type { ShownFault } from '#components/scenarios/fault-words.ts';
import type { Locale } from '#content/locales.ts';
import { isWordKey, wordsFor } from '#content/words.ts';
import { mayTryAsCustomer, sampleCustomers, surroundingsOf, tryOut, type TriedOut } from '#server/assistant/index.ts';
import { queues } from '#server/conversations/index.ts';
import { listPeopleToLookAs } from '#server/customers/index.ts';
import { listArticleSegments, listCategories } from '#server/help-center/index.ts';
import { listStaff } from '#server/identity/index.ts';
import {
  drawGraph,
  faultsIn,
  faultValues,
  graphSizes,
  marksOf,
  parseScenario,
  readForm,
  type Fault,
  type Graph,
  type Library,
  type Scenario,
  type ScenarioForm,
  type ScenarioFormInput,
  type Tried,
} from '#server/scenarios/index.ts';

type Ctx = Parameters<typeof surroundingsOf>[0];

/** Everything the editor shows that follows from a scenario’s text. */
export interface EditorView {
  form: ScenarioForm | null;
  shown: string;
  faults: ShownFault[];
  faulty: ReadonlySet<string>;
  graph: Graph | null;
  lines: ReadonlyMap<string, number>;
  choices: FormChoices;
  trying: {
    tried: TriedOut | null;
    done: string;
    as: string;
    language: string;
    people: { value: string; label: string }[];
    /** What customers are looked for by; null for those who may not try as one. */
    find: string | null;
    isUnknown: boolean;
    isReadable: boolean;
  };
}

/** What is tried out: who writes, in which language, what they did. */
export type Trying = Pick<ScenarioFormInput, 'try' | 'tryText' | 'tryAs' | 'tryFind' | 'tryLocale' | 'tried'>;

export async function viewOf(
  ctx: Ctx,
  { key, source, trying, locale }: { key: string; source: string; trying: Trying | null; locale: Locale },
): Promise<EditorView> {
  const around = await surroundingsOf(ctx);
  const form = readForm(source);
  const found = faultsIn(key, source, around);
  const { scenario } = parseScenario(`${key}.yaml`, source);
  const lines = source.split('\n');
  const faults = found.map((fault) => shownFault(fault, lines, form));
  return {
    form,
    shown: JSON.stringify(form ? marksOf(form) : {}),
    faults,
    faulty: new Set(faults.flatMap(({ step }) => step ?? [])),
    graph: scenario && drawGraph(scenario),
    lines: new Map(form?.steps.map(({ id, line }) => [id, line])),
    choices: await choicesFor(ctx, locale),
    trying: await tryingOf(ctx, { scenario, library: around.scenarios, trying, locale }),
  };
}

export const sizes = graphSizes;

function shownFault(fault: Fault, lines: readonly string[], form: ScenarioForm | null): ShownFault {
  const step = form?.steps.findLast(({ line }) => line <= fault.line)?.id ?? null;
  const listed =
    /^use one of: (.*)$/u.exec(fault.mend)?.[1] ?? /^give it exactly one of (.*)$/u.exec(fault.mend)?.[1] ?? '';
  const { line, code, message, mend } = fault;
  return { line, code, message, mend, listed, step, ...faultValues(fault), excerpt: (lines[line - 1] ?? '').trim() };
}

async function choicesFor(ctx: Ctx, locale: Locale): Promise<FormChoices> {
  const t = wordsFor(locale);
  const [topics, staff, segments] = await Promise.all([
    listCategories(ctx, locale),
    listStaff(ctx),
    listArticleSegments(ctx),
  ]);
  const audiences = [
    ...(['everyone', 'signedIn'] as const).map((value) => ({ value, label: t(`scenarios.field.audience.${value}`) })),
    ...segments.map((segment) => ({ value: `segments: ${segment}`, label: segmentWord(locale, segment) })),
  ];
  const types = (['question', 'problem', 'request', 'complaint'] as const).map((value) => ({
    value,
    label: t(`scenarios.field.type.${value}`),
  }));
  const owners = staff.filter(({ role }) => role !== 'agent').map(({ name, email }) => ({ value: email, label: name }));
  return {
    topics: topics.map(({ id, title }) => ({ value: id, label: title })),
    queues: queues.map((value) => ({ value, label: t(`queue.${value}`) })),
    types: types,
    audiences: audiences,
    owners: owners,
  };
}

function segmentWord(locale: Locale, segment: string): string {
  const key = `segment.${segment}`;
  return isWordKey(key) ? wordsFor(locale)(key) : segment;
}

async function tryingOf(
  ctx: Ctx,
  {
    scenario,
    library,
    trying,
    locale,
  }: { scenario: Scenario | null; library: Library; trying: Trying | null; locale: Locale },
): Promise<EditorView['trying']> {
  const t = wordsFor(locale);
  const samples = sampleCustomers.map((each) => ({ value: `sample:${each}`, label: t(`scenarios.try.as.${each}`) }));
  const mayLook = mayTryAsCustomer(ctx);
  const find = trying?.tryFind ?? '';
  const customers = (mayLook ? await listPeopleToLookAs(ctx, find) : []).map(
    ({ email, name, customerId, customerName }) => ({
      value: `person:${email}:${customerId}`,
      label: `${customerName} — ${name}, ${email}`,
    }),
  );
  const chosen = trying?.tryAs || 'sample:usual';
  // Looking for somebody chooses the first who is found.
  const as = trying?.try === '/find' ? (customers[0]?.value ?? chosen) : chosen;
  const people = [...samples, { value: 'visitor', label: t('scenarios.try.as.visitor') }, ...customers];
  // Found by other words before.
  if (mayLook && !people.some(({ value }) => value === as)) people.push({ value: as, label: as.split(':')[1] ?? as });
  const language = trying?.tryLocale || locale;
  const steps = stepsOf(trying);
  const tried = scenario && steps ? await tryOut(ctx, { scenario, library, as, locale: language, tried: steps }) : null;
  return {
    tried,
    done: JSON.stringify(steps ?? []),
    as,
    language,
    people,
    find: mayLook ? find : null,
    isUnknown: scenario !== null && steps !== null && tried === null,
    isReadable: scenario !== null,
  };
}

/** What was done, with what was pressed now; null while nothing was begun. */
function stepsOf(trying: Trying | null): Tried[] | null {
  if (!trying) return null;
  const { try: pressed = '', tried, tryText } = trying;
  if (pressed === '/start') return [];
  // Somebody else begins anew.
  if (pressed === '/find') return null;
  if (pressed === '') return tried.length > 0 ? tried : null;
  if (pressed === '/back') return [...tried, { do: 'back' }];
  if (pressed === '/say') return tryText.trim() === '' ? tried : [...tried, { do: 'say', text: tryText.trim() }];
  const [, value = '', text = ''] = /^=([^=]*)=(.*)$/su.exec(pressed) ?? [];
  return [...tried, { do: 'say', text, value }];
}

import { addresses } from '#components/layouts/addresses.ts';

export const newScenarioPath = `${addresses.desk.scenarios}/new`;
/** The editor of a scenario. */
export const scenarioPath = (key: string): string => `${addresses.desk.scenarios}/${key}`;
export const scenarioAutosavePath = (key: string): string => `${scenarioPath(key)}/autosave`;
export const scenarioActPath = (key: string): string => `${scenarioPath(key)}/act`;
/** Everything of the editor that follows from its text, drawn for a text that is not saved. */
export const liveScenarioPath = (key: string): string => `${scenarioPath(key)}/live`;

/** All versions of a scenario; with two numbers, what changed from one to the other. */
export function versionsPath(key: string, compared?: { from: number; to: number }): string {
  const path = `${scenarioPath(key)}/history`;
  return compared ? `${path}?from=${String(compared.from)}&to=${String(compared.to)}` : path;
}

/** The list with what it is narrowed to; what is usual is left out of the address. */
export function scenarioListPath(choice: {
  show?: string | undefined;
  topic?: string | undefined;
  search?: string | undefined;
  page?: number | undefined;
}): string {
  const query = new URLSearchParams();
  if (choice.show !== undefined && choice.show !== 'all') query.set('show', choice.show);
  if (choice.topic) query.set('topic', choice.topic);
  if (choice.search) query.set('q', choice.search);
  if (choice.page !== undefined && choice.page > 1) query.set('page', String(choice.page));
  return query.size === 0 ? addresses.desk.scenarios : `${addresses.desk.scenarios}?${query.toString()}`;
}

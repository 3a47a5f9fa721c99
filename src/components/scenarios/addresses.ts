import { addresses } from '#components/layouts/addresses.ts';
import { listAddress, type ListChoice } from '#components/layouts/list-address.ts';

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

/** What one save of the draft changed; without a number all its saves. */
export const savesPath = (key: string, save?: number): string =>
  save === undefined ? `${versionsPath(key)}?saves=all#saves` : `${versionsPath(key)}?save=${String(save)}#compared`;

/** The list with what it is narrowed to. */
export const scenarioListPath = (choice: ListChoice): string => listAddress(addresses.desk.scenarios, choice);

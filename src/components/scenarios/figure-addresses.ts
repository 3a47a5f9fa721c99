import { addresses } from '#components/layouts/addresses.ts';
import { scenarioPath } from './addresses.ts';

const root = `${addresses.desk.scenarios}/figures`;
const withDays = (path: string, days: number): string => (days === 30 ? path : `${path}?days=${String(days)}`);

/** What all scenarios did, and the same as a table. */
export const scenarioFiguresPath = (days = 30): string => withDays(root, days);
export const scenarioFiguresExportPath = (days: number): string => withDays(`${root}/export`, days);
/** One scenario, step by step. */
export const stepFiguresPath = (key: string, days = 30): string => withDays(`${scenarioPath(key)}/figures`, days);

/** The walks behind a figure. */
export function walksPath(
  key: string,
  choice: { days: number; kind: string; step?: string | undefined; page?: number | undefined },
): string {
  const query = new URLSearchParams({ days: String(choice.days), kind: choice.kind });
  if (choice.step !== undefined) query.set('step', choice.step);
  if (choice.page !== undefined && choice.page > 1) query.set('page', String(choice.page));
  return `${scenarioPath(key)}/walks?${query.toString()}`;
}

/** What a changed scenario would have made of past questions. */
export const replayPath = (key: string): string => `${scenarioPath(key)}/replay`;

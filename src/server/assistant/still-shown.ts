import { canOpenSection } from '../customers/index.ts';
import type { Section, Viewer } from '../identity/index.ts';
import type { Item, Run, Value } from '../scenarios/index.ts';

const sections: [prefix: string, section: Section][] = [
  ['/cabinet/orders/', 'orders'],
  ['/cabinet/invoices/', 'invoices'],
  ['/cabinet/documents/', 'documents'],
  ['/cabinet/tasks/', 'tasks'],
];

/**
 * Whether everything a walk has looked up is still shown to the person: what it remembers is kept between turns, and the
 * company may have closed a section since. Then the walk is given up, as if its scenario were gone.
 */
export function isStillShown(viewer: Viewer, run: Run): boolean {
  const paths = run.writes
    .flatMap(({ value }) => itemsIn(value))
    .map(({ path }) => (typeof path === 'string' ? path : ''));
  const needed = sections.filter(([prefix]) => paths.some((path) => path.startsWith(prefix)));
  const customerId = viewer.kind === 'user' ? viewer.customerId : null;
  return needed.every(([, section]) => customerId !== null && canOpenSection(viewer, customerId, section));
}

const itemsIn = (value: Value): Item[] =>
  Array.isArray(value) ? value : typeof value === 'object' && value !== null ? [value as Item] : [];

import type { RefusedForm } from '#components/ui/form-errors.ts';

/** What the page of a task posted to itself and was refused; null when nothing was. */
export type TaskForm = (RefusedForm & { values: Readonly<Record<string, string>> }) | null;

/** Values of a form by the names of its fields. */
export type FieldValues = Readonly<Record<string, string>>;

const NAME = /^lines\.(\d{1,3})\.(\w+)$/u;

/**
 * Rows of a form whose fields are named `lines.0.price`, in the order of their numbers. A row that nobody filled in is left
 * out: only what was typed counts, not what a field offers by itself (`offered`).
 */
export function linesOf(values: Readonly<Record<string, unknown>>, offered: readonly string[] = []): FieldValues[] {
  const rows = new Map<number, Record<string, string>>();
  for (const [name, value] of Object.entries(values)) {
    const [, index, field] = NAME.exec(name) ?? [];
    if (index === undefined || field === undefined || typeof value !== 'string') continue;
    rows.set(Number(index), { ...rows.get(Number(index)), [field]: value });
  }
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([, row]) => row)
    .filter((row) => Object.entries(row).some(([field, value]) => value.trim() !== '' && !offered.includes(field)));
}

/** The same rows as values of fields, numbered from 0 again. */
export const fieldsOf = (lines: readonly FieldValues[]): FieldValues =>
  Object.fromEntries(
    lines.flatMap((line, index) =>
      Object.entries(line).map(([field, value]) => [`lines.${String(index)}.${field}`, value] as const),
    ),
  );

/**
 * What the buttons «add a line» and «remove» of a form do without script: the form comes back with its values and another
 * number of rows. Null when another button was pressed.
 */
export function changeLines(
  values: FieldValues,
  offered: readonly string[],
): { values: FieldValues; count: number } | null {
  const [, removed] = /^remove:(\d{1,3})$/u.exec(values['action'] ?? '') ?? [];
  const adds = values['action'] === 'add';
  if (!adds && removed === undefined) return null;
  const others = Object.fromEntries(Object.entries(values).filter(([name]) => !NAME.test(name)));
  const kept =
    removed === undefined
      ? values
      : Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith(`lines.${removed}.`)));
  const lines = linesOf(kept, offered);
  return { values: { ...others, ...fieldsOf(lines) }, count: Math.min(500, lines.length + (adds ? 1 : 0)) || 1 };
}

/** How many rows a form draws: those with values, or some empty ones to begin with. */
export function lineCount(values: FieldValues): number {
  const numbers = Object.keys(values).flatMap((name) => NAME.exec(name)?.[1] ?? []);
  return numbers.length === 0 ? EMPTY_ROWS : Math.max(...numbers.map(Number)) + 1;
}
const EMPTY_ROWS = 3;

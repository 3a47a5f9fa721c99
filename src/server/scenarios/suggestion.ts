/** "did you mean" for a misspelled name, or what there is. */
export function suggestion(wrong: string, known: ReadonlySet<string>): string {
  const near = [...known]
    .map((name) => ({ name, distance: editDistance(wrong, name) }))
    .sort((a, b) => a.distance - b.distance)[0];
  if (near && near.distance <= Math.max(2, wrong.length / 3)) return `did you mean "${near.name}"?`;
  const list = [...known].sort();
  return list.length === 0
    ? 'there are none yet'
    : `use one of: ${list.slice(0, 12).join(', ')}${list.length > 12 ? ' …' : ''}`;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

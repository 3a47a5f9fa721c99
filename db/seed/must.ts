/** A verb of the story that must not be refused. */
export function must<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(`the demo story was refused: ${result.error.message}`);
  return result.value;
}

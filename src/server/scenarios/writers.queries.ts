import { readableName } from '#content/person-name.ts';
import type { Ctx } from '../context.ts';
import { getPeople } from '../identity/index.ts';
import { canWriteScenarios } from './scenario.policy.ts';

/** Names of those who wrote, read or did something, by user id; for those who write. One query. */
export async function namesOfScenarioWriters(
  ctx: Ctx,
  ids: readonly (string | null | undefined)[],
): Promise<ReadonlyMap<string, string>> {
  if (!canWriteScenarios(ctx.viewer)) return new Map();
  const people = await getPeople(
    ctx.db.read,
    ids.flatMap((id) => id ?? []),
  );
  const locale = ctx.viewer.kind === 'user' ? ctx.viewer.locale : 'ru';
  return new Map([...people].map(([id, { name }]) => [id, readableName(name, locale)]));
}

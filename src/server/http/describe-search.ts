import type { Ctx } from '../context.ts';
import type { Part } from './describe-parts.ts';

/** How search is doing, for the admin: what answers now, how much can be found, what is behind and why. No secrets. */
export async function describeSearch({ platform: { search } }: Pick<Ctx, 'platform'>): Promise<Part[]> {
  const { engine, documents, behindBy, stoodIn, problem } = await search.state();
  const parts: Part[] = [{ label: 'admin.search.documents', value: { name: String(documents) } }];
  if (search.kind === 'embedded') return parts;
  parts.push({
    label: 'admin.search.answers',
    value: engine === 'embedded' ? { word: 'admin.value.embedded' } : { name: 'Meilisearch' },
  });
  parts.push({
    label: 'admin.search.behind',
    value: behindBy === null ? { word: 'admin.search.behind.unknown' } : { name: String(behindBy) },
  });
  if (stoodIn > 0) parts.push({ label: 'admin.search.stood-in', value: { name: String(stoodIn) } });
  if (problem !== null) parts.push({ label: 'admin.search.problem', value: { name: problem } });
  return parts;
}

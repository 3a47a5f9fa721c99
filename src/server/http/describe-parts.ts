import type { WordKey } from '#content/words.ts';
import type { Ctx } from '../context.ts';

/** One outside part of the installation: what stands for it, as a word or as its own name. */
export interface Part {
  label: WordKey;
  value: { word: WordKey } | { name: string };
}

/** Which adapter stands for each outside part, for the admin: the same choices the start-up log announces. No secrets. */
export function describeParts({ platform }: Ctx): Part[] {
  const { config, payments, mailer, search, embedder } = platform;
  const isFile = config.DATABASE_URL.startsWith('file:');
  return [
    { label: 'admin.part.origin', value: { name: config.ORIGIN } },
    { label: 'admin.part.database', value: { word: isFile ? 'admin.value.file' : 'admin.value.server' } },
    {
      label: 'admin.part.search',
      value: search.kind === 'embedded' ? { word: 'admin.value.embedded' } : { name: 'Meilisearch' },
    },
    { label: 'admin.part.payments', value: { word: payments ? `admin.value.${payments.kind}` : 'admin.value.none' } },
    { label: 'admin.part.mail', value: { word: `admin.value.${mailer.kind}` } },
    {
      label: 'admin.part.encoder',
      value: embedder.isMissing ? { word: 'admin.value.words' } : { name: embedder.version },
    },
  ];
}

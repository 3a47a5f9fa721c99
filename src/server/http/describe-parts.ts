import type { WordKey } from '#content/words.ts';
import type { Ctx } from '../context.ts';

/** Which adapter stands for each outside part, for the admin: the same choices the start-up log announces. No secrets. */
export function describeParts({ platform }: Ctx): { label: WordKey; value: string }[] {
  const { config, payments, mailer, search, embedder } = platform;
  return [
    { label: 'admin.part.origin', value: config.ORIGIN },
    { label: 'admin.part.database', value: config.DATABASE_URL.startsWith('file:') ? 'libSQL, file' : 'libSQL server' },
    { label: 'admin.part.search', value: search.kind },
    { label: 'admin.part.payments', value: payments?.kind ?? '—' },
    { label: 'admin.part.mail', value: mailer.kind },
    { label: 'admin.part.encoder', value: embedder.version },
  ];
}

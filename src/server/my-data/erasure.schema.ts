import { z } from 'zod';
import type { WordKey } from '#content/words.ts';
import { sureForm } from '../identity/index.ts';

const say = (key: WordKey) => key;

/** What the page of one's own data posts to itself. */
export const eraseForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('erase') }).extend(sureForm.shape),
  z.object({ act: z.literal('cancel') }),
]);

export const declineForm = z.object({
  id: z.uuid(say('error.invalidField')),
  reason: z.string(say('error.required')).trim().min(1, say('error.required')).max(1_000, say('error.tooLong')),
});

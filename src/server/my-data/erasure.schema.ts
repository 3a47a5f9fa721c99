import { z } from 'zod';
import type { WordKey } from '#content/words.ts';

const say = (key: WordKey) => key;

export const declineForm = z.object({
  id: z.uuid(say('error.invalidField')),
  reason: z.string(say('error.required')).trim().min(1, say('error.required')).max(1_000, say('error.tooLong')),
});

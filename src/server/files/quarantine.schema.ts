import { z } from 'zod';
import type { WordKey } from '#content/words.ts';

const say = (key: WordKey) => key;
const id = z.string().min(1).max(40);

/** What staff decide about a file in quarantine. */
export const decisionForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('remove'), id }),
  z.object({
    act: z.literal('clear'),
    id,
    reason: z.string().trim().min(5, say('quarantine.reasonShort')).max(500, say('error.tooLong')),
  }),
]);

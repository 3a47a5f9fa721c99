import { z } from 'astro/zod';

/** Which notifications an address asks for. What it cannot mean is read as all of them. */
export const listQuery = z.object({
  show: z.enum(['all', 'unread']).catch('all'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

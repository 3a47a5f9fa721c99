import { fileURLToPath } from 'node:url';

/** Alone in its file: processes that a test starts and kills load as little as they can. */
export const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url));

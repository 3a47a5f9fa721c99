import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Scanner, ScanVerdict } from './scanner.ts';

const TIMEOUT_MS = 60_000;
const MAX_ANSWER = 4_096;

/** ClamAV's daemon over TCP, `tcp://host:port`, by its INSTREAM command (clamd(8)): length-prefixed pieces, an empty one ends. */
export function createClamScanner(url: string, timeoutMs = TIMEOUT_MS): Scanner {
  const { hostname, port } = new URL(url);
  return {
    kind: 'clamd',
    async scan(path) {
      const socket = connect({ host: hostname, port: Number(port || 3310), timeout: timeoutMs });
      socket.on('timeout', () => socket.destroy(new Error('clamd did not answer in time')));
      try {
        const answer = readAnswer(socket);
        // Whatever goes wrong while sending also ends the answer, which is what is waited for.
        await Promise.all([send(socket, path), answer]);
        return verdict(await answer);
      } finally {
        socket.destroy();
      }
    },
  };
}

async function send(socket: Socket, path: string): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const piece of createReadStream(path)) {
    const bytes = piece as Buffer;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    socket.write(length);
    if (!socket.write(bytes)) await once(socket, 'drain');
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

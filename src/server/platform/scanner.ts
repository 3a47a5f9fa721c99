import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createClamScanner } from './scanner-clamd.ts';
import { readZipDirectory, unpackZipEntry } from './zip.ts';

/** `infected` names what was found, for the people who look at the quarantine. */
export type ScanVerdict = { clean: true } | { clean: false; infected: string };

/** Looks for harmful content. */
export interface Scanner {
  readonly kind: 'test string only' | 'clamd';
  /** @throws Error when it could not look: nothing is known about the file then. */
  scan(path: string): Promise<ScanVerdict>;
}

/** The file that every virus scanner reports and that harms nobody (EICAR, 2003); split so that this source is not one. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', '$H+H*'].join('');
/** What is looked through of an archive; a bigger one is refused as a bomb by whoever stores it. */
const MAX_ENTRIES = 2_000;
const MAX_UNPACKED = 256 * 1024 * 1024;

/** clamd when it is configured. The embedded scanner knows the test string only, in archives too: it proves the quarantine. */
export const createScanner = (clamdUrl: string | undefined): Scanner =>
  clamdUrl === undefined ? { kind: 'test string only', scan: scanForTestString } : createClamScanner(clamdUrl);

async function scanForTestString(path: string): Promise<ScanVerdict> {
  const found = { clean: false, infected: 'EICAR-Test-File' } as const;
  const whole = finder();
  for await (const piece of createReadStream(path)) if (whole(piece as Buffer)) return found;
  if (!(await isZip(path))) return { clean: true };
  return (await archiveHolds(path)) ? found : { clean: true };
}

class Enough extends Error {}

async function archiveHolds(path: string): Promise<boolean> {
  const seen = { bytes: 0, hit: false };
  for (const entry of (await readZipDirectory(path, MAX_ENTRIES)) ?? []) {
    const within = finder();
    const look = (piece: Buffer) => {
      seen.bytes += piece.length;
      seen.hit ||= within(piece);
      if (seen.hit || seen.bytes > MAX_UNPACKED) throw new Enough();
    };
    // A damaged entry is not the scanner's matter.
    await unpackZipEntry(path, entry, look).catch(() => undefined);
    if (seen.hit || seen.bytes > MAX_UNPACKED) break;
  }
  return seen.hit;
}

/** Finds the string also where it lies across two pieces. */
function finder(): (piece: Buffer) => boolean {
  let rest = '';
  return (piece) => {
    const text = rest + piece.toString('latin1');
    rest = text.slice(-EICAR.length);
    return text.includes(EICAR);
  };
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(4);
    await file.read(head, 0, 4, 0);
    return head.readUInt32LE(0) === 0x04034b50;
  } finally {
    await file.close();
  }
}

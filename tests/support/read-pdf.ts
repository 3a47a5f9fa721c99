import { execFileSync } from 'node:child_process';
import readSymbol from 'jsqr';

const run = (program: string, options: readonly string[], pdf: Uint8Array): Buffer => {
  try {
    return execFileSync(program, [...options], { input: pdf, maxBuffer: 256 * 1024 * 1024, stdio: 'pipe' });
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
    throw new Error(`${program} is missing: npm run browser installs poppler-utils or says how`, { cause: error });
  }
};

/** The text of a PDF page by page, in the places where it stands, with plain spaces: another program reads what ours wrote. */
export const readPdf = (pdf: Uint8Array): string[] =>
  run('pdftotext', ['-layout', '-enc', 'UTF-8', '-', '-'], pdf)
    .toString('utf8')
    .replaceAll('\u00a0', ' ')
    .split('\f')
    .slice(0, -1);

/** What a PDF says of itself: Title, Author, Pages … */
export const readPdfInfo = (pdf: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    run('pdfinfo', ['-'], pdf)
      .toString('utf8')
      .split('\n')
      .flatMap((line) => {
        const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
        return name === undefined || value === undefined ? [] : [[name, value]];
      }),
  );

/** Reads the QR code on the first page as a phone does: from its pixels. */
export function readQrOfPdf(pdf: Uint8Array): string {
  const picture = run('pdftoppm', ['-r', '150', '-f', '1', '-l', '1', '-'], pdf);
  const [, width, height] = /^P6\s(\d+)\s(\d+)\s255\s/.exec(picture.subarray(0, 40).toString('latin1')) ?? [];
  const [w, h] = [Number(width), Number(height)];
  const pixels = picture.subarray(picture.length - w * h * 3);
  const opaque = new Uint8ClampedArray(w * h * 4).fill(255);
  for (let i = 0; i < w * h; i++) opaque.set(pixels.subarray(i * 3, i * 3 + 3), i * 4);
  const read = readSymbol(opaque, w, h, { inversionAttempts: 'dontInvert' });
  if (!read) throw new Error('no QR code could be read');
  return Buffer.from(read.binaryData).toString('utf8');
}

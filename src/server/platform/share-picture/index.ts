import { createHash } from 'node:crypto';
import { drawPicture, type SharePicture } from './draw.ts';

export type { SharePicture };

/** About 20 kB each. */
const KEPT = 200;
const kept = new Map<string, Promise<Uint8Array>>();
/** One is drawn at a time: many at once would take the machine from everyone else. */
let last: Promise<unknown> = Promise.resolve();

/** The picture shown with links to a page, as PNG of 1200 × 630 pixels. Drawn once for the same words. */
export function sharePicture(words: SharePicture): Promise<Uint8Array> {
  const key = createHash('sha256').update(JSON.stringify(words)).digest('base64url');
  const known = kept.get(key);
  if (known) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const drawn = last.then(() => draw(words));
  last = drawn.catch(() => undefined);
  drawn.catch(() => kept.delete(key));
  kept.set(key, drawn);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return drawn;
}

async function draw(words: SharePicture): Promise<Uint8Array> {
  // Loaded when the first picture is asked for: most of the time none is.
  const { default: sharp } = await import('sharp');
  const svg = Buffer.from(drawPicture(words));
  return sharp(svg).png({ palette: true, colors: 64, compressionLevel: 9 }).toBuffer();
}

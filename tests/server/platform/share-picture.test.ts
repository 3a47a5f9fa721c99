import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawPicture } from '#server/platform/share-picture/draw.ts';
import { sharePicture } from '#server/platform/share-picture/index.ts';

const words = { title: 'Как оплатить счёт', kicker: 'Оплата', brand: 'Дубрава', place: 'Справка' };

/** The lowest baseline of what is drawn. */
const lowest = (svg: string): number =>
  Math.max(...[...svg.matchAll(/translate\(\S+ ([\d.]+)\) scale/g)].map((match) => Number(match[1])));

describe('the picture of a link', () => {
  it('is a PNG of the size that ogp.me asks for, light enough to be fetched at once', async () => {
    const png = await sharePicture(words);
    const { format, width, height } = await sharp(png).metadata();
    expect([format, width, height]).toEqual(['png', 1200, 630]);
    expect(png.byteLength).toBeLessThan(100_000);
  });

  it('is drawn once for the same words', async () => {
    expect(await sharePicture(words)).toBe(await sharePicture({ ...words }));
    expect(await sharePicture({ ...words, title: 'Другое' })).not.toBe(await sharePicture(words));
  });

  it('keeps any title within its edges: long ones shrink and are cut, what the font lacks is left out', async () => {
    for (const title of [
      'Слово '.repeat(60),
      'тетрагидропиранил'.repeat(20),
      '🙂'.repeat(500),
      'שלום',
      '',
      '\0\n<&>"',
    ]) {
      const svg = drawPicture({ ...words, title });
      expect(lowest(svg), title.slice(0, 20)).toBeLessThan(600);
      expect(svg).not.toContain('NaN');
      expect((await sharp(Buffer.from(svg)).metadata()).width).toBe(1200);
    }
  });
});

import type { Locator } from '@playwright/test';
import readSymbol from 'jsqr';

/** Reads a QR code from the screen as a phone does: from its pixels, not from its drawing. */
export async function readQr(symbol: Locator): Promise<string> {
  await symbol.scrollIntoViewIfNeeded();
  const picture = (await symbol.screenshot({ scale: 'device' })).toString('base64');
  // Pixels are unpacked on a page of their own: ours allow no pictures from elsewhere.
  const blank = await symbol.page().context().browser()?.newPage();
  if (!blank) throw new Error('the browser is gone');
  const { width, height, pixels } = await blank.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const brush = canvas.getContext('2d');
    brush?.drawImage(image, 0, 0);
    const { data = [] } = brush?.getImageData(0, 0, image.width, image.height) ?? {};
    return { width: image.width, height: image.height, pixels: [...data] };
  }, picture);
  await blank.close();
  const read = readSymbol(Uint8ClampedArray.from(pixels), width, height);
  if (!read) throw new Error('no QR code could be read');
  return Buffer.from(read.binaryData).toString('utf8');
}

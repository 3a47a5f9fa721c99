import { describe, expect, it } from 'vitest';
import { imageSize } from '#server/platform/image-size.ts';
import { samplePng } from '#support/sample-files.ts';

const jpeg = (width: number, height: number) =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc4, 0, 3, 0]),
    Buffer.from([0xff, 0xc2, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 3, 0, 0]),
  ]);
const webp = (kind: string, bytes: number[]) =>
  Buffer.concat([Buffer.from(`RIFF\0\0\0\0WEBP${kind}\0\0\0\0`, 'latin1'), Buffer.from(bytes)]);

describe('the size of a picture', () => {
  it('is read from PNG, JPEG and every kind of WebP', () => {
    expect(imageSize(samplePng())).toEqual({ width: 1, height: 1 });
    expect(imageSize(jpeg(1280, 720))).toEqual({ width: 1280, height: 720 });
    expect(imageSize(webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 0x40, 1, 0xf0, 0]))).toEqual({ width: 320, height: 240 });
    const bits = (319 | (239 << 14)) >>> 0;
    const lossless = [0x2f, bits & 255, (bits >> 8) & 255, (bits >> 16) & 255, bits >>> 24];
    expect(imageSize(webp('VP8L', lossless))).toEqual({ width: 320, height: 240 });
    expect(imageSize(webp('VP8X', [0, 0, 0, 0, 0x3f, 1, 0, 0xef, 0, 0]))).toEqual({ width: 320, height: 240 });
  });

  it('is unknown where there is none, or the file ends too soon', () => {
    expect(imageSize(Buffer.from('%PDF-1.4'))).toBeNull();
    expect(imageSize(Buffer.alloc(0))).toBeNull();
    for (let length = 0; length < 24; length++) expect(imageSize(samplePng().subarray(0, length))).toBeNull();
    expect(imageSize(jpeg(10, 10).subarray(0, 16))).toBeNull();
    expect(imageSize(Buffer.from([0xff, 0xd8, 1, 2, 3, 4]))).toBeNull();
    expect(imageSize(webp('VP9 ', [0, 0, 0, 0, 0, 0, 0, 0]))).toBeNull();
  });
});

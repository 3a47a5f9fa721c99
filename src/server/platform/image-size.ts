/** What a picture measures, in its own pixels. */
export interface ImageSize {
  width: number;
  height: number;
}

/** Bytes from the beginning of a file that are enough to measure it; a JPEG with a large preview inside may need more. */
export const MEASURED_BYTES = 256 * 1024;

/**
 * Reads width and height from the head of a PNG (W3C PNG 3), JPEG (ITU T.81) or WebP (RFC 9649). Null for anything else, and
 * for what is broken: such a picture is shown without its size.
 */
export function imageSize(bytes: Buffer): ImageSize | null {
  try {
    const size = pngSize(bytes) ?? webpSize(bytes) ?? jpegSize(bytes);
    return size && size.width > 0 && size.height > 0 ? size : null;
  } catch {
    // Ends in the middle of its own head.
    return null;
  }
}

const pngSize = (bytes: Buffer): ImageSize | null =>
  bytes.readUInt32BE(0) === 0x89504e47 ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : null;

function webpSize(bytes: Buffer): ImageSize | null {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return null;
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return null;
  }
}

/** Start-of-frame markers; C4, C8 and CC are tables and extensions. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(bytes: Buffer): ImageSize | null {
  if (bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    if (isFrame(marker)) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    // Fill bytes and markers without a segment.
    const alone = marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    at += alone ? (marker === 0xff ? 1 : 2) : 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

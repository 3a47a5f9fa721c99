import QRCode from 'qrcode';

/** A QR code as a drawing: `path` fills the dark modules of a square of `size` units. */
export interface QrSymbol {
  size: number;
  path: string;
}

/** Draws a QR code (ISO/IEC 18004) at error correction M. Null when the text needs a larger symbol than allowed. */
export function qrSymbol(text: string, maxVersion = 40): QrSymbol | null {
  const { modules, version } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  if (version > maxVersion) return null;
  const { size } = modules;
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!modules.get(y, x)) continue;
      let width = 1;
      while (x + width < size && modules.get(y, x + width)) width++;
      path += `M${String(x)} ${String(y)}h${String(width)}v1h-${String(width)}z`;
      x += width;
    }
  }
  return { size, path };
}

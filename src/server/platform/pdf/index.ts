export { makePdf, type PdfMeta } from './make-pdf.ts';
export { type Pair, type PdfMark, type Sheet } from './sheet.ts';
export { type PdfColumn, type PdfRow, type PdfTable } from './table.ts';

import { readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { Sheet } from './sheet.ts';
import { BOLD, MARGIN, MUTED, REGULAR } from './style.ts';

export interface PdfMeta {
  /** Shown in the title of the reader's window. */
  title: string;
  locale: Locale;
  /** Whose document it is. */
  author: string;
  /** Stands in the file: the same content and time give the same bytes. */
  createdAt: Date;
  /** Said at the foot of every page, beside its number. */
  footer?: string | undefined;
}

const font = (name: string): Buffer =>
  readFileSync(new URL(`src/server/platform/pdf/fonts/golos-text-${name}.ttf`, PROJECT_ROOT));
let fonts: { regular: Buffer; bold: Buffer } | undefined;

/**
 * Draws a document on A4 pages (ISO 32000, embedded fonts with Cyrillic, digits and currency signs). Pages are added as they
 * fill and numbered at the end. The work is in memory and synchronous: keep tables to a few thousand rows.
 */
export function makePdf(meta: PdfMeta, draw: (sheet: Sheet) => void): Promise<Uint8Array> {
  fonts ??= { regular: font('regular'), bold: font('bold') };
  const document = new PDFDocument({
    size: 'A4',
    margins: MARGIN,
    bufferPages: true,
    autoFirstPage: false,
    // No standard font: those have no Cyrillic, and reading their metrics takes time.
    font: fonts.regular as unknown as string,
    lang: meta.locale === 'ru' ? 'ru-RU' : 'en-GB',
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: meta.title, Author: meta.author, Creator: 'Kabinet', CreationDate: meta.createdAt },
  });
  document.registerFont(REGULAR, fonts.regular);
  document.registerFont(BOLD, fonts.bold);
  document.addPage();
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => {
      resolve(Buffer.concat(chunks));
    });
    document.on('error', reject);
    draw(new Sheet(document));
    numberPages(document, meta);
    document.end();
  });
}

function numberPages(document: PDFKit.PDFDocument, { locale, footer = '' }: PdfMeta): void {
  const { start, count } = document.bufferedPageRange();
  const t = wordsFor(locale);
  for (let index = 0; index < count; index++) {
    document.switchToPage(start + index);
    // The foot stands in the margin, where text would otherwise open a new page.
    document.page.margins.bottom = 0;
    const y = document.page.height - MARGIN.bottom + 14;
    const width = document.page.width - MARGIN.left - MARGIN.right;
    document.font(REGULAR).fontSize(8).fillColor(MUTED);
    document.text(footer, MARGIN.left, y, { width: width - 90, height: 10, ellipsis: true, lineBreak: false });
    const number = t('pdf.page', { page: index + 1, pages: count });
    document.text(number, MARGIN.left, y, { width, align: 'right', lineBreak: false });
  }
}

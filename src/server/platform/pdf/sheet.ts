import { BOLD, LINE, MARGIN, MUTED, printable, REGULAR, TEXT } from './style.ts';
import { drawTable, type PdfTable } from './table.ts';

export interface Pair {
  label: string;
  value: string;
}

/** A drawing of filled squares, such as a QR code: `path` in units, `size` units to a side. */
export interface PdfMark {
  size: number;
  path: string;
}

export interface TextStyle {
  bold?: boolean | undefined;
  muted?: boolean | undefined;
  /** Points; 9.5 by default. */
  size?: number | undefined;
  align?: 'left' | 'right' | undefined;
}

const SIZE = 9.5;

/** The page being written, from top to bottom. Whatever does not fit goes on to a new page. */
export class Sheet {
  readonly #document: PDFKit.PDFDocument;
  /** The column that is written in now. */
  #left: number = MARGIN.left;
  #width: number;

  constructor(document: PDFKit.PDFDocument) {
    this.#document = document;
    this.#width = document.page.width - MARGIN.left - MARGIN.right;
  }

  /** The head of a document: who gives it out, what it is, and a line about it. */
  header(head: { over?: string | undefined; title: string; detail?: string | undefined }): void {
    if (head.over) this.text(head.over, { muted: true });
    if (head.over) this.gap(6);
    this.text(head.title, { bold: true, size: 18 });
    if (head.detail) this.gap(2);
    if (head.detail) this.text(head.detail, { muted: true });
    this.gap(10);
    this.rule();
    this.gap(12);
  }

  heading(text: string): void {
    this.room(60);
    this.gap(14);
    this.text(text, { bold: true, size: 11.5 });
    this.gap(6);
  }

  text(text: string, { bold = false, muted = false, size = SIZE, align = 'left' }: TextStyle = {}): void {
    this.#document
      .font(bold ? BOLD : REGULAR)
      .fontSize(size)
      .fillColor(muted ? MUTED : TEXT);
    this.#document.text(printable(text), this.#left, this.#document.y, { width: this.#width, align, lineGap: 1.5 });
  }

  /** Names and values, one under another; the values stand in a column. */
  pairs(pairs: readonly Pair[]): void {
    const labels = Math.min(150, this.#width * 0.4);
    for (const { label, value } of pairs) {
      this.room(26);
      const y = this.#document.y;
      const [left, width] = [this.#left, this.#width];
      this.#column(left, labels - 10, () => {
        this.text(label, { muted: true });
      });
      const afterLabel = this.#document.y;
      this.#document.y = y;
      this.#column(left + labels, width - labels, () => {
        this.text(value);
      });
      // A value that went on to the next page ends where it ends.
      this.#document.y = (this.#document.y < y ? this.#document.y : Math.max(afterLabel, this.#document.y)) + 3;
    }
  }

  table(table: PdfTable): void {
    drawTable(this.#document, { left: this.#left, width: this.#width }, table);
  }

  /** Two parts side by side that both fit on a page; `share` is what the left one gets of the width. */
  beside(share: number, left: () => void, right: () => void, least = 140): void {
    this.room(least);
    const [x, width, y] = [this.#left, this.#width, this.#document.y];
    const gutter = 24;
    const first = (width - gutter) * share;
    this.#column(x, first, left);
    const afterLeft = this.#document.y;
    this.#document.y = y;
    this.#column(x + first + gutter, width - gutter - first, right);
    this.#document.y = Math.max(afterLeft, this.#document.y);
  }

  /** A QR code as a drawing, dark on white with the quiet zone of four modules that readers need (ISO/IEC 18004). */
  mark({ size, path }: PdfMark, side = 110): void {
    const scale = side / (size + 8);
    this.room(side);
    const y = this.#document.y;
    this.#document.save();
    this.#document.translate(this.#left, y).scale(scale);
    this.#document.rect(0, 0, size + 8, size + 8).fill('#ffffff');
    this.#document.translate(4, 4).path(path).fill('#000000');
    this.#document.restore();
    this.#document.y = y + side;
  }

  rule(strong = true): void {
    const y = this.#document.y;
    this.#document
      .moveTo(this.#left, y)
      .lineTo(this.#left + this.#width, y)
      .lineWidth(strong ? 1.25 : 0.5)
      .strokeColor(strong ? TEXT : LINE)
      .stroke();
  }

  gap(points: number): void {
    this.#document.y += points;
  }

  /** Begins a new page unless that much is left of this one. */
  room(points: number): void {
    if (this.#document.y + points <= this.#document.page.maxY()) return;
    this.#document.addPage();
  }

  #column(left: number, width: number, draw: () => void): void {
    const outer = { left: this.#left, width: this.#width };
    [this.#left, this.#width] = [left, width];
    draw();
    [this.#left, this.#width] = [outer.left, outer.width];
  }
}

import { BOLD, LINE, MUTED, printable, REGULAR, TEXT } from './style.ts';

export interface PdfColumn {
  label: string;
  /** Figures: set to the right, as wide as the widest of them, never wrapped. */
  num?: boolean | undefined;
  /** Of the width that figures leave, against the other columns; 1 by default. */
  share?: number | undefined;
}

export interface PdfRow {
  cells: readonly string[];
  bold?: boolean | undefined;
  muted?: boolean | undefined;
}

export interface PdfTable {
  columns: readonly PdfColumn[];
  rows: readonly PdfRow[];
  /** Sums, under a line; kept together on one page. */
  foot?: readonly PdfRow[] | undefined;
}

interface Frame {
  left: number;
  width: number;
}

const SIZE = 9;
const HEAD_SIZE = 8;
const PADDING = { x: 5, y: 4 };
const FIGURES: PDFKit.Mixins.OpenTypeFeatures[] = ['tnum', 'kern'];

/** Draws a table that wraps its text, goes on over pages and repeats its head on each. */
export function drawTable(document: PDFKit.PDFDocument, frame: Frame, table: PdfTable): void {
  const widths = columnWidths(document, frame.width, table);
  const painter = new RowPainter(document, frame, table.columns, widths);
  const { rows, foot = [] } = table;
  const room = (height: number) => document.y + height <= document.page.maxY();
  // A head alone at the foot of a page would be torn from its rows.
  if (!room(painter.headHeight() + (rows[0] ? painter.height(rows[0]) : 0))) document.addPage();
  painter.head();
  const next = (height: number) => {
    if (room(height)) return;
    document.addPage();
    painter.head();
  };
  for (const row of rows) {
    next(painter.height(row));
    painter.row(row);
    painter.line(0.5, LINE);
  }
  next(foot.reduce((sum, row) => sum + painter.height(row), 0));
  if (foot.length > 0) painter.line(1, TEXT);
  for (const row of foot) painter.row(row);
  document.x = frame.left;
}

class RowPainter {
  readonly #document: PDFKit.PDFDocument;
  readonly #frame: Frame;
  readonly #columns: readonly PdfColumn[];
  readonly #widths: readonly number[];

  constructor(document: PDFKit.PDFDocument, frame: Frame, columns: readonly PdfColumn[], widths: readonly number[]) {
    this.#document = document;
    this.#frame = frame;
    this.#columns = columns;
    this.#widths = widths;
  }

  headHeight(): number {
    return this.#height(
      this.#columns.map(({ label }) => label),
      REGULAR,
      HEAD_SIZE,
    );
  }

  head(): void {
    this.line(1, TEXT);
    this.#paint(
      this.#columns.map(({ label }) => label),
      REGULAR,
      HEAD_SIZE,
      MUTED,
    );
    this.line(0.5, LINE);
  }

  height(row: PdfRow): number {
    return this.#height(row.cells, row.bold ? BOLD : REGULAR, SIZE);
  }

  row(row: PdfRow): void {
    this.#paint(row.cells, row.bold ? BOLD : REGULAR, SIZE, row.muted ? MUTED : TEXT);
  }

  line(width: number, color: string): void {
    const { left, width: length } = this.#frame;
    const y = this.#document.y;
    this.#document
      .moveTo(left, y)
      .lineTo(left + length, y)
      .lineWidth(width)
      .strokeColor(color)
      .stroke();
  }

  #height(cells: readonly string[], font: string, size: number): number {
    this.#document.font(font).fontSize(size);
    const heights = cells.map((cell, index) => this.#document.heightOfString(printable(cell), this.#options(index)));
    const limit = this.#document.page.maxY() - this.#document.page.margins.top - 40;
    return Math.min(limit, Math.max(...heights)) + 2 * PADDING.y;
  }

  #paint(cells: readonly string[], font: string, size: number, color: string): void {
    const y = this.#document.y;
    const height = this.#height(cells, font, size);
    let x = this.#frame.left;
    cells.forEach((cell, index) => {
      this.#document.font(font).fontSize(size).fillColor(color);
      const options = { ...this.#options(index), height: height - 2 * PADDING.y + 1, ellipsis: true };
      const inset = index === 0 ? 0 : PADDING.x;
      if (cell !== '') this.#document.text(printable(cell), x + inset, y + PADDING.y, options);
      x += this.#widths[index] ?? 0;
    });
    this.#document.y = y + height;
  }

  #options(index: number): PDFKit.Mixins.TextOptions {
    const num = this.#columns[index]?.num ?? false;
    const insets = (index === 0 ? 0 : PADDING.x) + (index === this.#columns.length - 1 ? 0 : PADDING.x);
    return {
      width: (this.#widths[index] ?? 0) - insets,
      align: num ? 'right' : 'left',
      ...(num ? { features: FIGURES } : {}),
    };
  }
}

/** Figures take what they need, the words share what is left. */
function columnWidths(document: PDFKit.PDFDocument, width: number, { columns, rows, foot = [] }: PdfTable): number[] {
  const widest = (index: number): number => {
    const size = (text: string, font: string, points: number) =>
      document.font(font).fontSize(points).widthOfString(printable(text), { features: FIGURES });
    const label = size(columns[index]?.label ?? '', REGULAR, HEAD_SIZE);
    const cells = [...rows, ...foot].map((row) => size(row.cells[index] ?? '', row.bold ? BOLD : REGULAR, SIZE));
    return Math.ceil(cells.reduce((most, each) => Math.max(most, each), label)) + 2 * PADDING.x + 1;
  };
  const fixed = columns.map((column, index) => (column.num ? widest(index) : 0));
  const left = width - fixed.reduce((sum, each) => sum + each, 0);
  const shares = columns.reduce((sum, { num, share = 1 }) => (num ? sum : sum + share), 0);
  return columns.map(({ num, share = 1 }, index) => (num ? (fixed[index] ?? 0) : (left * share) / shares));
}

import { readFileSync } from 'node:fs';
import * as fontkit from 'fontkit';
import type { Font } from 'fontkit';
import { PROJECT_ROOT } from '../project-root.ts';

/** What pages ask for where links are shared (https://ogp.me): 1.91 to 1. */
export const WIDTH = 1200;
export const HEIGHT = 630;
const MARGIN = 80;
const TEXT_WIDTH = WIDTH - 2 * MARGIN;
const LINES = 4;
/** From the largest; the first that fits is taken. */
const SIZES = [80, 70, 60];
const LONGEST = 200;

const colors = { surface: '#faf9f6', text: '#1c211f', muted: '#575d58', accent: '#0e5b50', line: '#dcd9d0' };

export interface SharePicture {
  title: string;
  /** Said above the title: the topic. */
  kicker: string;
  brand: string;
  /** Said beside the brand, e.g. «Справка». */
  place: string;
}

let fonts: { regular: Font; bold: Font } | undefined;

const load = (name: string): Font =>
  fontkit.create(readFileSync(new URL(`src/server/platform/pdf/fonts/golos-text-${name}.ttf`, PROJECT_ROOT))) as Font;

/**
 * The picture as SVG. Letters are drawn as outlines of our own font, so that it looks the same whatever fonts a machine has;
 * what the font has no shape for is left out.
 */
export function drawPicture({ title, kicker, brand, place }: SharePicture): string {
  fonts ??= { regular: load('regular'), bold: load('bold') };
  const { regular, bold } = fonts;
  const { size, lines } = fit(bold, clean(title));
  const leading = size * 1.16;
  const top = 290 + size * 0.72;
  const heading = lines.map((line, i) => textAt(bold, line, size, MARGIN, top + i * leading, colors.text));
  const name = cut(bold, clean(brand), 34, TEXT_WIDTH / 2);
  const nameEnd = MARGIN + 58 + widthOf(bold, name, 34);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="${colors.surface}"/>
<rect width="16" height="${HEIGHT}" fill="${colors.accent}"/>
<g transform="translate(${MARGIN} 66) scale(1.6)" fill="none" stroke="${colors.accent}" stroke-width="2" stroke-linecap="round"><path d="M14 27V12"/><path d="M14 17.5 8.5 12M14 14l5.5-5.5"/><circle cx="14" cy="11.5" r="9.5"/></g>
${textAt(bold, name, 34, MARGIN + 58, 101, colors.text)}
${textAt(regular, cut(regular, clean(place), 30, WIDTH - MARGIN - nameEnd - 24), 30, nameEnd + 24, 100, colors.muted)}
<rect x="${MARGIN}" y="146" width="${TEXT_WIDTH}" height="3" fill="${colors.text}"/>
${textAt(regular, cut(regular, clean(kicker), 34, TEXT_WIDTH), 34, MARGIN, 224, colors.accent)}
${heading.join('\n')}
</svg>`;
}

/** The largest size at which the title takes no more than the lines there are; at the smallest it is cut. */
function fit(font: Font, title: string): { size: number; lines: string[] } {
  for (const size of SIZES) {
    const lines = wrap(font, title, size);
    if (lines.length <= LINES - (size === SIZES[0] ? 1 : 0)) return { size, lines };
  }
  const size = SIZES.at(-1) ?? 0;
  const lines = wrap(font, title, size);
  return { size, lines: [...lines.slice(0, LINES - 1), cut(font, lines.slice(LINES - 1).join(' '), size, TEXT_WIDTH)] };
}

/** Breaks between words; a word longer than a line is broken where the line ends. */
function wrap(font: Font, text: string, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  // A preposition stays with its word.
  for (const word of text.replaceAll(/(?<=^| )(\p{L}{1,2}) /gu, '$1\u00a0').split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(font, longer, size) <= TEXT_WIDTH) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (widthOf(font, line, size) > TEXT_WIDTH) {
      const head = longestHead(font, line, size, TEXT_WIDTH);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return line === '' ? lines : [...lines, line];
}

function cut(font: Font, text: string, size: number, width: number): string {
  if (widthOf(font, text, size) <= width) return text;
  return `${longestHead(font, text, size, width - widthOf(font, '…', size)).trimEnd()}…`;
}

function longestHead(font: Font, text: string, size: number, width: number): string {
  const letters = Array.from(text);
  let count = letters.length;
  while (count > 1 && widthOf(font, letters.slice(0, count).join(''), size) > width) count--;
  return letters.slice(0, count).join('');
}

const widthOf = (font: Font, text: string, size: number): number =>
  (font.layout(text.replaceAll('\u00a0', ' ')).advanceWidth / font.unitsPerEm) * size;

function textAt(font: Font, text: string, size: number, x: number, y: number, fill: string): string {
  const scale = size / font.unitsPerEm;
  const { glyphs, positions } = font.layout(text.replaceAll('\u00a0', ' '));
  let pen = 0;
  const shapes = glyphs.map((glyph, i) => {
    const position = positions[i];
    const outline = glyph.path.toSVG();
    const shape =
      outline === ''
        ? ''
        : `<path d="${outline}" transform="translate(${pen + (position?.xOffset ?? 0)} ${position?.yOffset ?? 0})"/>`;
    pen += position?.xAdvance ?? 0;
    return shape;
  });
  return `<g fill="${fill}" transform="translate(${x} ${y}) scale(${scale} ${-scale})">${shapes.join('')}</g>`;
}

/** One line, of letters the font has. */
function clean(text: string): string {
  const known = fonts?.bold;
  return Array.from(text.toWellFormed().normalize('NFC').slice(0, LONGEST))
    .map((letter) => (/[^\S\u00a0]/.test(letter) ? ' ' : letter))
    .filter(
      (letter) => letter === ' ' || letter === '\u00a0' || known?.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0),
    )
    .join('')
    .replaceAll(/ +/g, ' ')
    .trim();
}

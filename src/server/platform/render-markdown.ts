import GithubSlugger from 'github-slugger';
import { Marked, type RendererObject, type Tokens } from 'marked';
import sanitizeHtml from 'sanitize-html';
import { isIntricate } from './intricate.ts';
import { plainInline, plainText } from './markdown-text.ts';
import { videoService } from './video-link.ts';

/** A heading of the second level: what a table of contents lists. */
export interface Heading {
  id: string;
  text: string;
}

export interface Rendered {
  /** Safe to put into a page. Links to articles are still `article:key`. */
  html: string;
  headings: Heading[];
  /** Plain text, a line per block. */
  text: string;
  /** Keys of the articles it links to. */
  links: string[];
}

/** Tags and attributes that written texts may have; everything else is dropped, scripts and styles with what is in them. */
const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['p', 'h2', 'h3', 'ul', 'ol', 'li', 'div', 'blockquote', 'pre', 'code', 'hr', 'br'],
    ...['a', 'b', 'strong', 'i', 'em', 'del', 'kbd', 'sub', 'sup'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td', 'img', 'video'],
  ],
  allowedAttributes: {
    a: ['href'],
    h2: ['id'],
    h3: ['id'],
    div: ['role'],
    table: ['role'],
    thead: ['role'],
    tbody: ['role'],
    tr: ['role'],
    th: ['role', 'scope'],
    td: ['role', 'data-label'],
    ol: ['start'],
    img: ['src', 'alt', 'width', 'height', 'loading'],
    video: ['src', 'controls', 'preload', 'aria-label'],
  },
  allowedClasses: {
    ol: ['steps'],
    div: ['callout', 'warning', 'info', 'holder', 'video'],
    p: ['figure'],
    table: ['table', 'cards'],
    th: ['num', 'main'],
    td: ['num'],
  },
  allowedSchemes: ['https', 'mailto', 'tel', 'article'],
  allowProtocolRelative: false,
  // Pictures and videos are files of ours (`file:<id>`) or nothing.
  exclusiveFilter: ({ tag, attribs }) =>
    (tag === 'img' || tag === 'video') && !/^\/[a-z/]+\/[0-9a-f-]{36}$/u.test(attribs['src'] ?? ''),
};

/** A stored file that a text may show. */
export interface ShownFile {
  name: string;
  mediaType: string;
  width: number | null;
  height: number | null;
  /** Where readers get it: `/help/files/<id>`. */
  href: string;
}

/**
 * Markdown → HTML of our own shapes: numbered steps, tables that fold on phones, callouts, headings with ids, pictures.
 * A text that would take seconds (`isIntricate`) is shown as it was written.
 * @param files by id, what `file:<id>` stands for; what is not there is left out
 */
export function renderMarkdown(markdown: string, files: ReadonlyMap<string, ShownFile> = new Map()): Rendered {
  if (isIntricate(markdown)) {
    return { html: `<pre>${escapeAttribute(markdown)}</pre>`, headings: [], text: markdown, links: [] };
  }
  const headings: Heading[] = [];
  const marked = new Marked({ gfm: true, renderer: rendererWith(new GithubSlugger(), headings, files) });
  const tokens = marked.lexer(markdown);
  const html = sanitizeHtml(marked.parser(tokens), allowed).trim();
  const links = new Set([...html.matchAll(/href="article:([a-z0-9-]+)"/g)].map((match) => match[1] ?? ''));
  return { html, headings, text: plainText(tokens), links: [...links] };
}

/** What a text has in code: blocks of it, and pieces within a line. Empty for a text that is not parsed at all. */
export function codeIn(markdown: string): string[] {
  if (isIntricate(markdown)) return [];
  const marked = new Marked({ gfm: true });
  const found: string[] = [];
  void marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type === 'code' || token.type === 'codespan') found.push(token.raw);
  });
  return found;
}

function rendererWith(
  slugger: GithubSlugger,
  headings: Heading[],
  files: ReadonlyMap<string, ShownFile>,
): RendererObject {
  const fileOf = (href: string) => (href.startsWith('file:') ? files.get(href.slice('file:'.length)) : undefined);
  return {
    // Raw HTML is left out; what it wraps stays as text.
    html: () => '',
    image({ href, text }) {
      const file = fileOf(href);
      return file ? showFile(file, text) : escapeAttribute(text);
    },
    link({ href, tokens }) {
      const inner = this.parser.parseInline(tokens);
      if (!href.startsWith('file:')) return `<a href="${escapeAttribute(href)}">${inner}</a>`;
      const file = fileOf(href);
      return file ? `<a href="${file.href}">${inner}</a>` : inner;
    },
    paragraph({ tokens }) {
      const [only, ...more] = tokens.filter(({ type, raw }) => type !== 'text' || raw.trim() !== '');
      const inner = this.parser.parseInline(tokens);
      if (only?.type === 'link' && more.length === 0)
        return videoCard(only as Tokens.Link, inner) ?? `<p>${inner}</p>\n`;
      const isFigure = only?.type === 'image' && more.length === 0;
      return `<p${isFigure ? ' class="figure"' : ''}>${inner}</p>\n`;
    },
    heading({ tokens, depth }) {
      const text = plainInline(tokens);
      // The page's own title is the only h1.
      const level = depth <= 2 ? 2 : 3;
      const id = slugger.slug(text);
      if (level === 2) headings.push({ id, text });
      return `<h${String(level)} id="${id}">${this.parser.parseInline(tokens)}</h${String(level)}>\n`;
    },
    list({ ordered, items, start }) {
      const rows = items.map((item) => {
        const content = this.parser.parse(item.tokens);
        return ordered ? `<li><div>${content}</div></li>` : `<li>${content}</li>`;
      });
      if (!ordered) return `<ul>${rows.join('')}</ul>\n`;
      // Steps are counted by the style sheet; a list that goes on elsewhere keeps its own numbers.
      return start === 1
        ? `<ol class="steps">${rows.join('')}</ol>\n`
        : `<ol start="${String(start)}">${rows.join('')}</ol>\n`;
    },
    blockquote({ tokens }) {
      const warns = /^\s*\*\*/.test(tokens[0]?.raw ?? '');
      return `<div class="callout ${warns ? 'warning' : 'info'}" role="note"><div>${this.parser.parse(tokens)}</div></div>\n`;
    },
    table({ header, rows }) {
      const names = header.map((cell) => plainInline(cell.tokens));
      const inner = (cell: Tokens.TableCell) => this.parser.parseInline(cell.tokens);
      const numeric = header.map((cell) => (cell.align === 'right' ? ' class="num"' : ''));
      const head = header
        .map((cell, i) => `<th role="columnheader" scope="col"${numeric[i] ?? ''}>${inner(cell)}</th>`)
        .join('');
      const body = rows.map((row) => {
        const cells = row.map((cell, i) =>
          i === 0
            ? `<th role="rowheader" scope="row" class="main">${inner(cell)}</th>`
            : `<td role="cell" data-label="${escapeAttribute(names[i] ?? '')}"${numeric[i] ?? ''}>${inner(cell)}</td>`,
        );
        return `<tr role="row">${cells.join('')}</tr>`;
      });
      // Two columns fit a phone; more fold into cards there.
      const kind = header.length > 2 ? 'table cards' : 'table';
      return `<div class="holder"><table class="${kind}" role="table"><thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${body.join('')}</tbody></table></div>\n`;
    },
  };
}

/** A link on a line of its own to a video elsewhere says where it leads; it is not played here. */
function videoCard({ href, text }: Tokens.Link, inner: string): string | null {
  const service = videoService(href);
  if (service === null) return null;
  const { hostname } = new URL(href);
  const named = text === href ? `<a href="${escapeAttribute(href)}">${service}</a>` : inner;
  return `<div class="video"><p>${named}</p><p>${service} · ${hostname}</p></div>\n`;
}

/** Pictures keep their place while they load; videos of ours play here; anything else is a link. */
function showFile({ href, name, mediaType, width, height }: ShownFile, text: string): string {
  const label = escapeAttribute(text);
  if (mediaType.startsWith('video/')) {
    return `<video src="${href}" controls preload="metadata" aria-label="${label || escapeAttribute(name)}"></video>`;
  }
  if (!mediaType.startsWith('image/')) return `<a href="${href}">${label || escapeAttribute(name)}</a>`;
  const size = width !== null && height !== null ? ` width="${String(width)}" height="${String(height)}"` : '';
  return `<img src="${href}" alt="${label}"${size} loading="lazy">`;
}

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

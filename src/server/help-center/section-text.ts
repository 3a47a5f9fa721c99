import sanitizeHtml from 'sanitize-html';

/** Longer sections are quoted up to here, cut at a line. */
const LONGEST = 1500;

/** Headings of an article of the second and third level, as they are read. */
export const headingsIn = (html: string): string[] =>
  [...html.matchAll(/<h[23]\b[^>]*>(.*?)<\/h[23]>/gs)].map(([, inner = '']) => plain(inner));

/**
 * What stands under a heading of an article, as plain text: a line per block, lists with dashes or numbers. Null when there is
 * no such heading, or nothing under it.
 * @param html of an article, sanitized (`ArticleView.html`)
 */
export function sectionText(html: string, heading: string): string | null {
  const headings = [...html.matchAll(/<h([23])\b[^>]*>(.*?)<\/h\1>/gs)];
  const at = headings.findIndex(([, , inner = '']) => plain(inner) === heading.trim());
  const found = headings[at];
  if (!found) return null;
  const level = Number(found[1]);
  const next = headings.slice(at + 1).find((each) => Number(each[1]) <= level);
  const text = lines(html.slice(found.index + found[0].length, next?.index));
  if (text === '') return null;
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/\n[^\n]*$/, '')}\n…`;
}

function lines(html: string): string {
  let count = 0;
  const marked = html.replace(
    /<ol\b[^>]*>|<ul\b[^>]*>|<li\b[^>]*>|<br\s*\/?>|<\/(?:p|li|h3|tr|pre|blockquote)>|<\/t[dh]>/g,
    (tag) => {
      if (tag.startsWith('<ol')) count = 1;
      else if (tag.startsWith('<ul')) count = 0;
      else if (tag.startsWith('<li')) return count > 0 ? `${String(count++)}. ` : '— ';
      else if (tag === '</td>' || tag === '</th>') return ' ';
      else return '\n';
      return '';
    },
  );
  return plain(marked)
    .split('\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .filter((line) => line !== '' && line !== '—')
    .join('\n');
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const plain = (html: string): string =>
  sanitizeHtml(html, { allowedTags: [], allowedAttributes: {} })
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')
    .trim();

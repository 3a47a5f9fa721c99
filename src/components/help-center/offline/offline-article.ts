import type { PublicArticle } from '#server/help-center/index.ts';

/** Gives the bytes of a picture within this site; null when there is none to be had. */
export type Picture = (path: string) => Promise<{ mediaType: string; bytes: Uint8Array } | null>;

interface Around {
  /** Address of an article within this site → its place in the file. */
  anchors: ReadonlyMap<string, string>;
  origin: string;
  picture: Picture;
}

/**
 * An article's HTML as a part of a larger file: headings one level and more below its title, places named by the article, links to
 * other articles within the file, other addresses whole, pictures inside, videos as links.
 */
export async function ownArticle(article: Pick<PublicArticle, 'key' | 'html'>, around: Around): Promise<string> {
  const { anchors, origin, picture } = around;
  const html = article.html
    .replaceAll(/<(\/?)h([23])(?=[ >])/g, (_, slash: string, level: string) => `<${slash}h${Number(level) + 2}`)
    .replaceAll(/(<h[45]) id="([^"]*)"/g, (_, tag: string, id: string) => `${tag} id="${article.key}--${id}"`)
    .replaceAll(/<video\b([^>]*)>(?:<\/video>)?/g, (_, attributes: string) => {
      const label = / aria-label="([^"]*)"/.exec(attributes)?.[1] ?? '';
      const src = / src="([^"]*)"/.exec(attributes)?.[1] ?? '';
      return `<a href="${src}">${label === '' ? src : label}</a>`;
    })
    .replaceAll(/ href="([^"]*)"/g, (_, href: string) => ` href="${place(href, article.key, anchors, origin)}"`);
  return inlinePictures(html, picture);
}

function place(href: string, key: string, anchors: ReadonlyMap<string, string>, origin: string): string {
  if (href.startsWith('#')) return `#${key}--${href.slice(1)}`;
  if (!href.startsWith('/')) return href;
  const [path = '', section] = href.split('#', 2);
  const other = anchors.get(path);
  if (other === undefined) return origin + href;
  return section === undefined ? `#${other}` : `#${other}--${section}`;
}

/** Pictures become part of the file; one that cannot be had leaves the words that describe it. */
async function inlinePictures(html: string, picture: Picture): Promise<string> {
  const parts: string[] = [];
  let end = 0;
  for (const match of html.matchAll(/<img\b[^>]*>/g)) {
    parts.push(html.slice(end, match.index), await inlined(match[0], picture));
    end = match.index + match[0].length;
  }
  return parts.join('') + html.slice(end);
}

async function inlined(tag: string, picture: Picture): Promise<string> {
  const src = / src="([^"]*)"/.exec(tag)?.[1] ?? '';
  if (src.startsWith('data:')) return tag;
  const found = src.startsWith('/') && !src.startsWith('//') ? await picture(src.replaceAll('&amp;', '&')) : null;
  if (!found) {
    const words = / alt="([^"]*)"/.exec(tag)?.[1] ?? '';
    return words === '' ? '' : `<em>[${words}]</em>`;
  }
  const data = `data:${found.mediaType};base64,${Buffer.from(found.bytes).toString('base64')}`;
  return tag.replace(/ srcset="[^"]*"/, '').replace(/ src="[^"]*"/, ` src="${data}"`);
}

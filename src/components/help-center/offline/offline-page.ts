import { createHash } from 'node:crypto';
import { formatDate } from '#content/format.ts';
import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { PublicArticle, PublicEdition } from '#server/help-center/index.ts';
import { ownArticle, type Picture } from './offline-article.ts';
import { IndexMaker } from './offline-index.ts';
import script from './offline-search.js?raw';
import styles from './offline.css?raw';

interface OfflineSite {
  locale: Locale;
  /** Scheme and host: what is not in the file is read there. */
  origin: string;
  /** Where the help center begins. */
  home: string;
  brand: string;
  /** Gives the bytes of a picture within this site; null when there is none. */
  picture: Picture;
}

type Edition = Pick<PublicEdition, 'links' | 'read'> & { categories: readonly { id: string; title: string }[] };

/** Names everything but the articles that a file is made of: another version of it is another file. */
export const offlineVersion = createHash('sha256').update(styles).update(script).digest('base64url').slice(0, 12);

/**
 * The whole help center of a language as one HTML file, piece by piece: list of contents, every article, an index of their words
 * and the script that searches it. Without script it reads the same, and the browser's own search finds everything. It asks no
 * network for anything: its policy forbids that.
 */
export async function* offlinePage(edition: Edition, site: OfflineSite): AsyncGenerator<string> {
  const t = wordsFor(site.locale);
  const ordered = edition.categories.flatMap((category) => {
    const links = edition.links.filter(({ categoryId }) => categoryId === category.id);
    return links.length > 0 ? [{ ...category, links }] : [];
  });
  yield opening(ordered, edition.links.length, site);
  const anchors = new Map(edition.links.map(({ href, key }) => [href, key]));
  const index = new IndexMaker();
  let number = 0;
  for (const category of ordered) {
    // Names of the file's own places have what keys of articles never have: an underscore.
    yield `<section aria-labelledby="_topic_${category.id}">\n<h2 id="_topic_${category.id}">${escapeHtml(category.title)}</h2>\n`;
    for await (const article of edition.read(category.links)) {
      index.add(number++, textsOf(article));
      const body = await ownArticle(article, { anchors, origin: site.origin, picture: site.picture });
      const date = formatDate(new Date(`${article.updatedOn}T12:00:00Z`), site.locale, 'long', 'UTC');
      yield `<article id="${article.key}" aria-labelledby="_title_${article.key}">
<h3 id="_title_${article.key}">${escapeHtml(article.title)}</h3>
<p class="meta">${t('help.updated.capital')} <time datetime="${article.updatedOn}">${date}</time></p>
<div class="text">${body}</div>
<p class="to-top"><a href="#_contents">${t('help.offline.toContents')}</a></p>
</article>\n`;
    }
    yield '</section>\n';
  }
  // `<` never stands in words of letters and digits.
  yield `</main>\n<script type="application/json" id="_index">${JSON.stringify(index.finish())}</script>\n`;
  yield `<script type="module">${script}</script>\n</body>\n</html>\n`;
}

const textsOf = ({ title, questions, summary, text }: PublicArticle) => ({
  title,
  questions: questions.join(' '),
  summary,
  text,
});

interface Topic {
  id: string;
  title: string;
  links: readonly { key: string; title: string }[];
}

function opening(topics: readonly Topic[], count: number, { locale, origin, home, brand }: OfflineSite): string {
  const t = wordsFor(locale);
  const title = t('help.offline.title', { brand });
  const policy = [
    "default-src 'none'",
    `style-src '${hash(styles)}'`,
    `script-src '${hash(script)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const contents = topics.map(
    ({ title: name, links }) =>
      `<h3>${escapeHtml(name)}</h3>\n<ul>\n${links.map((link) => `<li><a href="#${link.key}">${escapeHtml(link.title)}</a></li>`).join('\n')}\n</ul>`,
  );
  const words = {
    // Filled in by the script.
    found: t('help.offline.found', { count: '{count}' }),
    nothing: t('help.offline.nothing', { query: '{query}' }),
  };
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${styles}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(t('help.offline.lead', { count }))} <a href="${escapeHtml(origin + home)}">${escapeHtml(t('help.offline.fresh'))}</a></p>
<p class="hint small" id="_by_browser">${escapeHtml(t('help.offline.byBrowser'))}</p>
</header>
<form class="bar" id="_search" role="search" hidden data-found="${escapeHtml(words.found)}" data-nothing="${escapeHtml(words.nothing)}">
<label><span class="hide">${escapeHtml(t('help.search'))}</span>
<input type="search" autocomplete="off" maxlength="200" placeholder="${escapeHtml(t('help.search.placeholder'))}"></label>
<p id="_status" role="status"></p>
<ol id="_found" hidden></ol>
</form>
<nav id="_contents" aria-labelledby="_contents_title">
<h2 id="_contents_title">${escapeHtml(t('help.offline.contents'))}</h2>
${contents.join('\n')}
</nav>
<main>
`;
}

/** As a policy names what may run (https://www.w3.org/TR/CSP3/#grammardef-hash-source). */
const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

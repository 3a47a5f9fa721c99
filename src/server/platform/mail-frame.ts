import type { Locale } from '#content/locales.ts';
import type { MailFooter } from './mail-template.ts';

interface Framed {
  locale: Locale;
  subject: string;
  brand: string;
  /** HTML of the mail itself. */
  content: string;
  signature: string;
  footer: MailFooter | null;
}

/**
 * Mail programs drop linked style sheets and many drop `<style>` as well: without it this reads as plain paragraphs. Both
 * color schemes are said, or programs that know the dark one would turn the colors over by themselves.
 */
const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark }
body { margin: 0; padding: 24px 16px; background: #faf9f6; color: #1c211f; font: 16px/1.5 "Golos Text", system-ui, sans-serif }
main, header, footer { max-width: 560px; margin: 0 auto }
header { padding-bottom: 12px; border-bottom: 2px solid #1c211f; font-size: 18px; font-weight: 600 }
main { padding: 8px 0 16px }
h2 { margin: 24px 0 8px; font-size: 16px }
ul { padding-left: 20px }
li { margin: 6px 0 }
a { color: #0e5b50 }
footer { border-top: 1px solid #dcd9d0; padding-top: 12px; color: #575d58; font-size: 13px }
footer a { color: inherit }
@media (prefers-color-scheme: dark) {
  body { background: #151816; color: #e9e7e1 }
  header { border-color: #c9c8c1 }
  a { color: #74cdb9 }
  footer { border-color: #303532; color: #a6aba4 }
}`;

/** The HTML part of a mail: the company's name on top, below it who wrote, why, and how to get no more of it. */
export function framedMail({ locale, subject, brand, content, signature, footer }: Framed): string {
  const links = footer?.links.map(({ text, href }) => `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`);
  const why = footer && links ? `<p>${escapeHtml(footer.reason)}<br>${links.join(' · ')}</p>` : '';
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>${escapeHtml(brand)}</header>
<main>
${content.trim()}
</main>
<footer>
<p>${escapeHtml(signature).replace('\n', '<br>')}</p>
${why}
</footer>
</body>
</html>
`;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

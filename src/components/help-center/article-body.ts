import type { IconName } from '../ui/icon-name.ts';
import icons from '../ui/icons.json' with { type: 'json' };

const drawing = (name: IconName): string =>
  `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${icons[name]}</svg>`;

const calloutIcons: Readonly<Record<string, IconName>> = { warning: 'triangle-alert', info: 'info' };

/**
 * Draws what an article's sanitized HTML only names: an anchor beside each heading, an icon in each callout. The shapes come
 * from render-markdown.ts; anything else is left as it is.
 */
export function drawArticle(html: string, anchorLabel: (heading: string) => string): string {
  return html
    .replace(/<(h[23]) id="([^"]+)">(.*?)<\/\1>/gs, (_, tag: string, id: string, inner: string) => {
      const label = escapeQuotes(anchorLabel(inner.replace(/<[^>]*>/g, '')));
      return `<${tag} id="${id}">${inner}<a class="anchor" href="#${encodeURIComponent(id)}" aria-label="${label}">${drawing('link')}</a></${tag}>`;
    })
    .replace(
      /<div class="callout (warning|info)" role="note">/g,
      (opening, tone: string) => opening + drawing(calloutIcons[tone] ?? 'info'),
    );
}

/** The heading's text is HTML already; only quotes would end the attribute. */
const escapeQuotes = (html: string): string => html.replaceAll('"', '&quot;');

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * Copies the icons this application uses from Lucide (ISC) into `src/components/ui/icons.json`, so that the server
 * never loads the whole set. To add an icon: add its name here and run `node scripts/icons.ts`.
 */
const names = `
archive arrow-down arrow-left arrow-right arrow-up arrow-up-right arrow-up-down at-sign ban banknote bell bell-off
book-open book-open-check bookmark bot building-2 calendar calendar-clock chart-column check check-check chevron-down
chevron-left chevron-right chevron-up chevrons-up-down circle circle-alert circle-check circle-dashed circle-dot
circle-pause circle-question-mark circle-x clipboard-list clock coffee copy credit-card download ellipsis eraser
external-link eye eye-off file file-archive file-check file-image file-pen file-text fingerprint flag folder funnel
globe graduation-cap hand headset heart-handshake history hourglass house image inbox info key-round keyboard landmark
languages layers layout-dashboard life-buoy link list list-checks loader-circle lock lock-open log-in log-out mail
map-pin megaphone menu merge message-circle message-circle-question-mark messages-square minus monitor moon newspaper
package package-check package-search paperclip pencil phone pin plus power printer qr-code receipt receipt-euro
receipt-russian-ruble receipt-text refresh-cw reply rotate-ccw rss ruler save scissors search send settings
shield-alert shield-check shopping-cart signature sliders-horizontal smartphone smile sofa sparkles split star sticky-note sun
sun-moon tag thumbs-down thumbs-up ticket timer trash-2 trending-down trending-up triangle-alert truck undo-2 unlink
upload user-plus user-round user-round-check users-round wallet wifi-off workflow wrench x zap
`
  .trim()
  .split(/\s+/);

interface Collection {
  icons: Record<string, { body: string }>;
  aliases?: Record<string, { parent: string }>;
}

const require = createRequire(import.meta.url);
const lucide = JSON.parse(readFileSync(require.resolve('@iconify-json/lucide/icons.json'), 'utf8')) as Collection;

/** The drawing alone: how it is stroked is said once, by `.icon`. */
function drawing(name: string): string {
  const body = (lucide.icons[name] ?? lucide.icons[lucide.aliases?.[name]?.parent ?? ''])?.body;
  if (body === undefined) throw new Error(`Lucide has no icon "${name}"`);
  return body
    .replaceAll(/ (?:fill="none"|stroke="currentColor"|stroke-(?:linecap|linejoin)="round"|stroke-width="2")/g, '')
    .replace(/^<g>(.*)<\/g>$/, '$1');
}

const drawings = Object.fromEntries(names.toSorted().map((name) => [name, drawing(name)]));
const target = new URL('../src/components/ui/icons.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(drawings, null, 2)}\n`);

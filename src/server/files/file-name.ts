/** Characters, extension included. Cyrillic takes two bytes each, and disks allow 255. */
const MAX_LENGTH = 120;

/** Direction marks and overrides (Unicode UAX #9), and characters of no width: `invoice‮gpj.exe` is shown as `invoiceexe.jpg`. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;
/** What Windows forbids in names. */
const FORBIDDEN = /[<>:"|?*]/g;
/** Devices of Windows, with any extension. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
/** What runs when it is opened; hides before the real extension where systems do not show that. */
const RUNS =
  /\.(exe|com|scr|pif|bat|cmd|msi|msp|ps1|vbs|vbe|js|jse|wsf|wsh|hta|lnk|reg|jar|cpl|dll|sh|app|dmg|apk|html?|svg|xhtml|php)(?=\.|$|\s)/gi;

/**
 * A name for headers, pages and disks from what a browser sent: the last part of a path, without control and direction
 * characters, not a device of Windows, short. The extension stays: it is checked against the content by itself.
 */
export function cleanName(raw: string): string {
  const last = raw.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .toWellFormed()
    .replace(INVISIBLE, '')
    .replace(FORBIDDEN, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const dot = plain.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ''];
  const harmless = `${stem}.`.replace(RUNS, (found) => `_${found.slice(1)}`).slice(0, -1);
  const short = Array.from(harmless)
    .slice(0, MAX_LENGTH - Math.min(extension.length, 20))
    .join('')
    .trimEnd();
  const name = `${short || 'file'}${Array.from(extension).slice(0, 20).join('')}`;
  return RESERVED.test(name) ? `_${name}` : name;
}

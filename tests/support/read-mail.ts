/** What a mail server was given, as its reader sees it: unfolded headers, decoded subject and parts. */
export interface ReceivedMail {
  headers: Record<string, string>;
  subject: string;
  text: string;
  html: string;
}

/** Reads a message of two alternatives (RFC 5322, 2045, 2047), as our mailer writes them. */
export function readMail(raw: string): ReceivedMail {
  const { headers, body } = split(raw);
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1] ?? '';
  const parts = body.split(`--${boundary}`).slice(1, -1);
  const read = (type: string): string => {
    for (const each of parts) {
      const part = split(each.replace(/^\r\n/, ''));
      if (part.headers['content-type']?.startsWith(type)) return decode(part.body, part.headers);
    }
    return '';
  };
  return { headers, subject: words(headers['subject'] ?? ''), text: read('text/plain'), html: read('text/html') };
}

function split(raw: string): { headers: Record<string, string>; body: string } {
  const at = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, at)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { headers, body: raw.slice(at + 4) };
}

const quoted = (text: string): string =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

function decode(body: string, headers: Record<string, string>): string {
  const how = headers['content-transfer-encoding'];
  if (how === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return how === 'quoted-printable' ? quoted(body.replaceAll('=\r\n', '')) : body;
}

const words = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, how: string, said: string) =>
      how.toUpperCase() === 'B' ? Buffer.from(said, 'base64').toString('utf8') : quoted(said.replaceAll('_', ' ')),
    );

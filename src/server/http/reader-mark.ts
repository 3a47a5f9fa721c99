import type { APIContext, AstroGlobal } from 'astro';
import { isStaff } from '../identity/viewer.ts';
import { networkOf } from '../platform/network.ts';

/** Programs that read pages for others, by what they call themselves. */
const PROGRAMS =
  /bot\b|crawl|spider|slurp|preview|fetch|monitor|archiver|lighthouse|curl|wget|python|okhttp|java\/|go-http|feed/i;

/**
 * What tells the readers of public pages apart while they are counted: who is signed in, else network and browser. Never stored
 * as it is (`askerOf`). Null for those who do not count: our own people, programs, and pages fetched ahead.
 */
export function readerMark({
  locals: { ctx, clientAddress },
  request: { headers },
}: APIContext | AstroGlobal): string | null {
  const { viewer } = ctx;
  const browser = headers.get('user-agent') ?? '';
  if (browser === '' || PROGRAMS.test(browser) || headers.get('sec-purpose')?.includes('prefetch')) return null;
  if (viewer.kind === 'system' || isStaff(viewer)) return null;
  if (viewer.kind === 'user') return viewer.preview === null ? `user:${viewer.userId}` : null;
  return `${networkOf(clientAddress)} ${browser}`;
}

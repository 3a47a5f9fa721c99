const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * True when an unsafe request may have been caused by a page of ours. Browsers say so themselves in Sec-Fetch-Site (Fetch
 * Metadata); older ones at least send Origin. A request with a cookie and neither header is refused. No token to leak or
 * expire (docs/decisions/011-csrf.md).
 */
export function isTrustedRequest(request: Request, origin: string): boolean {
  if (SAFE.has(request.method)) return true;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const from = request.headers.get('origin');
  if (from !== null) return from === origin;
  return !request.headers.has('cookie');
}

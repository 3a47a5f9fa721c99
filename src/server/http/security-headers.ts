/**
 * Headers on every answer (OWASP Secure Headers). No `unsafe-inline`, no hashes, no exceptions: pages carry no inline script
 * and no inline style at all. JSON-LD blocks are data, which the policy does not touch.
 */
export function securityHeaders(options: { secure: boolean; checkoutOrigin: string | null }): Record<string, string> {
  const formAction = ["'self'", ...(options.checkoutOrigin ? [options.checkoutOrigin] : [])].join(' ');
  return {
    'content-security-policy': [
      "default-src 'self'",
      "img-src 'self' data:",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      // Chromium applies form-action to the redirect after a form as well: the checkout must be named.
      `form-action ${formAction}`,
      ...(options.secure ? ['upgrade-insecure-requests'] : []),
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    ...(options.secure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}

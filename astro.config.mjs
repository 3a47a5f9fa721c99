import node from '@astrojs/node';
import { defineConfig } from 'astro/config';

// Content-Security-Policy forbids inline scripts and styles, so nothing is ever inlined (src/server/http/security-headers.ts).
export default defineConfig({
  output: 'server',
  // BODY_LIMIT of src/server/http/body.ts, for bodies that do not say how long they are.
  adapter: node({ mode: 'middleware', bodySizeLimit: 256 * 1024 }),
  compressHTML: true,
  trailingSlash: 'never',
  devToolbar: { enabled: false },
  // Requests are checked in src/middleware.ts, for JSON as well (docs/decisions/011-csrf.md).
  security: { checkOrigin: false },
  build: { inlineStylesheets: 'never' },
  vite: { build: { assetsInlineLimit: 0 } },
});

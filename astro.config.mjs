import node from '@astrojs/node';
import { defineConfig } from 'astro/config';

/** What runs: dist/server/main.mjs (`npm start`) and demo.mjs, built with the pages so that both share their modules. */
const servers = {
  name: 'kabinet:servers',
  applyToEnvironment: (environment) => environment.name === 'ssr',
  buildStart() {
    for (const name of ['main', 'demo']) {
      this.emitFile({ type: 'chunk', id: `src/server/${name}.ts`, fileName: `${name}.mjs` });
    }
  },
};

// Content-Security-Policy forbids inline scripts and styles, so nothing is ever inlined (src/server/http/security-headers.ts).
export default defineConfig({
  output: 'server',
  // What is read of a form with files before the connection is cut. Each handler has a smaller limit of its own and answers
  // with words: BODY_LIMIT of src/server/http/body.ts, `uploadLimits` of src/server/files/file-kinds.ts.
  adapter: node({ mode: 'middleware', bodySizeLimit: 128 * 1024 * 1024 }),
  compressHTML: true,
  trailingSlash: 'never',
  devToolbar: { enabled: false },
  // Requests are checked in src/middleware.ts, for JSON as well (docs/decisions/011-csrf.md).
  security: { checkOrigin: false },
  build: { inlineStylesheets: 'never' },
  vite: {
    build: { assetsInlineLimit: 0 },
    plugins: [servers],
    // Of many small files each, which take most of a second to open one by one.
    ssr: { noExternal: ['drizzle-orm', 'zod', 'intl-messageformat'] },
  },
});

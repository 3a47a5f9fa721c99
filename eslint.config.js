import eslint from '@eslint/js';
import astro from 'eslint-plugin-astro';
import tseslint from 'typescript-eslint';
import { walls } from './eslint.walls.js';

export default tseslint.config(
  { ignores: ['dist/', '.astro/', 'data/', 'node_modules/', 'test-results/', 'playwright-report/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Verbs and queries take `ctx` even where an early version of one does not need all of it.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  ...astro.configs.recommended,
  {
    files: ['**/*.astro'],
    // The compiler reports what is unused (noUnusedLocals), and knows types.
    rules: { 'astro/no-set-html-directive': 'error', 'no-unused-vars': 'off' },
  },
  {
    // The only places that put HTML into a page: text sanitized when it was saved, drawings made by our own code, data blocks.
    files: [
      'src/components/help-center/ArticleBody.astro',
      'src/components/ui/JsonLd.astro',
      'src/components/ui/Icon.astro',
      'src/components/billing/QrCode.astro',
    ],
    rules: { 'astro/no-set-html-directive': 'off' },
  },
  {
    files: ['src/**/*.{ts,astro}', 'db/**/*.ts', 'search/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Talk to the outside through a port in src/server/platform.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'Configuration is read once, in src/server/platform/config.ts; take it from ctx.platform.config.',
        },
      ],
    },
  },
  {
    files: ['src/server/main.ts', 'src/server/demo.ts', 'src/server/platform/**/*.ts', 'db/remote.ts'],
    rules: { 'no-restricted-syntax': 'off', 'no-restricted-globals': 'off' },
  },
  // Scripts of pages run in the browser, where fetch is the way home.
  {
    files: ['src/components/**/*.ts', '**/*.astro/*.ts', 'src/components/**/*.astro'],
    rules: { 'no-restricted-globals': 'off' },
  },
  // Playwright's fixtures take an object pattern even when they need nothing from it.
  {
    files: ['tests/support/e2e.ts'],
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  ...walls,
);

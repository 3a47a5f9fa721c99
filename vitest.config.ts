import { defineConfig } from 'vitest/config';

/** Files that load a sentence encoder of their own: its native part loads once per process, so each needs a process to itself. */
const withOwnEncoder = [
  'tests/evals/**/*.test.ts',
  'tests/search/**/*.test.ts',
  'tests/server/platform/{embedder,open-encoders}.test.ts',
  'tests/server/switch-encoder.test.ts',
];

/** Files that share one (tests/support/embedder.ts). */
const withSharedEncoder = [
  'tests/server/assistant/**/*.test.ts',
  // Of these, those that search.
  'tests/server/help-center/{article-files,article-markdown,articles,audience-leaks,blocks,categories}.test.ts',
  'tests/server/help-center/{demand,indexing,public-articles,search-log,settings}.test.ts',
];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        // Half of the time of a run was importing the same modules for every file.
        test: {
          name: 'server',
          include: ['tests/**/*.test.ts'],
          exclude: [...withOwnEncoder, ...withSharedEncoder],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'encoder', include: withSharedEncoder, isolate: false } },
      { extends: true, test: { name: 'own encoder', include: withOwnEncoder } },
    ],
  },
});

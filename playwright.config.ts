import { defineConfig } from '@playwright/test';
import { findBrowser } from './tests/support/browser.ts';

const executablePath = findBrowser();

/** Specs that change nothing others look at. One after the other, they need no server of their own each. */
const sharing = /(?:account|assistant|edge|handover|help|payment|reading)\.spec\.ts$/;

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  projects: [
    { name: 'shared', testMatch: sharing },
    { name: 'own', testIgnore: sharing },
  ],
  fullyParallel: false,
  workers: 2,
  retries: 0,
  // Stories of two people on a machine of two cores; an expectation still has ten seconds.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: process.env['CI'] ? [['line']] : [['list']],
  globalSetup: './tests/support/tell-story-once.ts',
  use: {
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    // Recording every step takes a quarter of the time of a run: ask for it with `--trace on` when one fails.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});

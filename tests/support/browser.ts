import { existsSync } from 'node:fs';

/** Debian's Chromium without windows: the tests take little more than half the time of the build with windows. */
export const PREFERRED = '/usr/bin/chromium-headless-shell';

/** The program the browser tests drive, the first of these that is there. */
export function findBrowser(): string | undefined {
  const places = [
    process.env['CHROMIUM_PATH'],
    PREFERRED,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  return places.find((path) => path !== undefined && existsSync(path));
}

/**
 * Makes sure that the tests find a Chromium and the PDF reader of Poppler: installed here when we may, otherwise says what to
 * install.
 */
import { spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser, PREFERRED } from '../tests/support/browser.ts';

const PACKAGES = ['chromium-headless-shell', 'fonts-dejavu-core', 'poppler-utils'];
const readsPdf = spawnSync('pdftotext', ['-v']).status === 0 && spawnSync('pdftoppm', ['-v']).status === 0;

const found = findBrowser();
const isDebianRoot = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
// Where we may install, the preferred build comes beside another one, unless that one was asked for by name.
const hasBrowser = isDebianRoot ? found === PREFERRED || found === process.env['CHROMIUM_PATH'] : true;

if (found && hasBrowser && readsPdf) process.exit(0);

if (isDebianRoot) {
  console.log(`Installing ${PACKAGES.join(', ')} for the tests …`);
  const options: SpawnSyncOptions = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update'], options);
  const { status } = spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES], options);
  if (status === 0 || (found && readsPdf)) process.exit(0);
}
console.error(
  `The tests need Chromium, and pdftotext of Poppler. On Debian: sudo apt-get install ${PACKAGES.join(' ')}\n` +
    'Elsewhere: install Chromium or Chrome and set CHROMIUM_PATH to its program; install Poppler.',
);
process.exit(1);

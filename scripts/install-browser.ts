/**
 * Makes sure that the tests find Debian's Chromium, in its build without windows (a page opens in a third of the time), and
 * the PDF reader of Poppler: installed here when we may, otherwise says what to install.
 */
import { spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { existsSync } from 'node:fs';

const PACKAGES = ['chromium-headless-shell', 'fonts-dejavu-core', 'poppler-utils'];
const places = [process.env.CHROMIUM_PATH, '/usr/bin/chromium-headless-shell'];
const hasBrowser = places.some((path) => path && existsSync(path));
const readsPdf = spawnSync('pdftotext', ['-v']).status === 0 && spawnSync('pdftoppm', ['-v']).status === 0;

if (hasBrowser && readsPdf) process.exit(0);

const isDebianRoot = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
if (isDebianRoot) {
  console.log(`Installing ${PACKAGES.join(', ')} for the tests …`);
  const options: SpawnSyncOptions = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update'], options);
  const { status } = spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES], options);
  if (status === 0) process.exit(0);
}
console.error(
  `The tests need Chromium, and pdftotext of Poppler. On Debian or Ubuntu: sudo apt-get install ${PACKAGES.join(' ')}\n` +
    'Elsewhere: install Chromium or Chrome and set CHROMIUM_PATH to its program; install Poppler.',
);
process.exit(1);

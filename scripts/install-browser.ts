/** Makes sure that the browser tests find a Chromium: Debian's, installed here when we may, otherwise says what to install. */
import { spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { existsSync } from 'node:fs';

const PACKAGES = ['chromium', 'fonts-dejavu-core'];
const places = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

if (places.some((path) => path && existsSync(path))) process.exit(0);

const isDebianRoot = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
if (isDebianRoot) {
  console.log(`Installing ${PACKAGES.join(', ')} for the browser tests …`);
  const options: SpawnSyncOptions = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update'], options);
  const { status } = spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES], options);
  if (status === 0) process.exit(0);
}
console.error(
  `The browser tests need Chromium. On Debian or Ubuntu: sudo apt-get install ${PACKAGES.join(' ')}\n` +
    'Elsewhere: install Chromium or Chrome and set CHROMIUM_PATH to its program.',
);
process.exit(1);

import { existsSync } from 'node:fs';

/**
 * The folder of package.json, with a slash at its end: where content, models, migrations and dist/ are looked for. Found from
 * this module's own place, for it runs both from its source (tests, scripts) and out of dist/ (the server).
 */
export const PROJECT_ROOT = find(new URL('.', import.meta.url));

function find(folder: URL): URL {
  if (existsSync(new URL('package.json', folder))) return folder;
  const above = new URL('..', folder);
  if (above.href === folder.href) throw new Error('no package.json above the server');
  return find(above);
}

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { meilisearchOf, readConfig } from '#server/platform/config.ts';

const url = 'http://127.0.0.1:7700';
const key = 'a-master-key-of-the-tests';

/** What is said of a configuration that stops the start. */
function refused(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'nothing';
}

describe('the configuration of Meilisearch', () => {
  it('is read where it is whole, and none where there is none', () => {
    expect(meilisearchOf(readConfig({ MEILI_URL: url, MEILI_KEY: key }))).toEqual({ url, key, index: 'kabinet' });
    expect(meilisearchOf(readConfig({ MEILI_URL: url, MEILI_KEY: key, MEILI_INDEX: 'help-2' }))?.index).toBe('help-2');
    expect(meilisearchOf(readConfig({}))).toBeUndefined();
    expect(meilisearchOf(readConfig({ MEILI_URL: '', MEILI_KEY: '', MEILI_INDEX: '' }))).toBeUndefined();
  });

  it('stops the start where a value is wrong or one is missing, by its name and never by its value', () => {
    const wrong: [string, Record<string, string>][] = [
      ['MEILI_URL', { MEILI_URL: 'ftp://search.example', MEILI_KEY: key }],
      ['MEILI_URL', { MEILI_URL: 'search.example:7700', MEILI_KEY: key }],
      ['MEILI_KEY', { MEILI_URL: url }],
      ['MEILI_KEY', { MEILI_URL: url, MEILI_KEY: 'short' }],
      ['MEILI_INDEX', { MEILI_URL: url, MEILI_KEY: key, MEILI_INDEX: 'help/../keys' }],
      ['MEILI_INDEX', { MEILI_URL: url, MEILI_KEY: key, MEILI_INDEX: 'x'.repeat(101) }],
    ];
    for (const [name, env] of wrong) {
      const said = refused(env);
      expect(said, JSON.stringify(env)).toContain(`  ${name}: `);
      expect(said.match(/^ {2}[A-Z_]+: /gmu)).toHaveLength(1);
      for (const value of Object.values(env)) expect(said).not.toContain(value);
    }
    const all = refused({ MEILI_URL: 'x', MEILI_KEY: 'y', MEILI_INDEX: ' ' });
    expect(['MEILI_URL', 'MEILI_KEY', 'MEILI_INDEX'].every((name) => all.includes(name))).toBe(true);
  });

  it('stops a process before it does anything', () => {
    const script = fileURLToPath(new URL('../../../scripts/search-rebuild.ts', import.meta.url));
    const env = { ...process.env, MEILI_URL: url, MEILI_KEY: '', DATA_DIR: '/nowhere/at/all' };
    const { status, stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, expect.stringContaining('MEILI_KEY: is needed together with MEILI_URL')]);
  });
});

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createVault, openVault } from '#server/platform/vault.ts';

const vault = createVault('a secret of the tests, long enough');

test('what is sealed is opened by the same secret and purpose only, and unchanged only', () => {
  const sealed = vault.seal('totp', 'секрет');
  expect(sealed).not.toContain('секрет');
  expect(vault.seal('totp', 'секрет')).not.toBe(sealed);
  expect(vault.open('totp', sealed)).toBe('секрет');
  expect(vault.open('other', sealed)).toBeNull();
  expect(createVault('another secret of the tests, as long').open('totp', sealed)).toBeNull();
  const bytes = Buffer.from(sealed, 'base64url');
  bytes[14] = (bytes[14] ?? 0) ^ 1;
  expect(vault.open('totp', bytes.toString('base64url'))).toBeNull();
  expect(vault.open('totp', 'x')).toBeNull();
});

test('a token is the same for the same thing, and another for any other', () => {
  expect(vault.token('invitation', '1')).toBe(vault.token('invitation', '1'));
  expect(vault.token('invitation', '1')).not.toBe(vault.token('invitation', '2'));
  expect(vault.token('invitation', '1')).not.toBe(vault.token('email', '1'));
});

test('two processes that start at once share the secret one of them made, readable by its owner only', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'kabinet-vault-'));
  const settings = { SECRET_KEY: undefined, DATA_DIR: join(dataDir, 'new') };
  const made = await openVault(settings);
  const read = await openVault(settings);
  expect(read.open('x', made.seal('x', 'yes'))).toBe('yes');
  expect(statSync(join(dataDir, 'new', 'secret.key')).mode & 0o777).toBe(0o600);
  rmSync(dataDir, { recursive: true });
});

import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';

/** What needs the secret of this installation. Every purpose has a key of its own, derived from that one secret. */
export interface Vault {
  /** Encrypts a text for keeping in the database: AES-256-GCM (NIST SP 800-38D), a nonce and the tag beside it, base64url. */
  seal(purpose: string, text: string): string;
  /** The text again; null when it was sealed with another secret, for another purpose, or changed since. */
  open(purpose: string, sealed: string): string | null;
  /**
   * A token for links in mail: HMAC-SHA-256 (RFC 2104) of a row's id, base64url. Nobody can guess it without the secret, and a
   * mail written twice carries the same link. The database keeps only its hash.
   */
  token(purpose: string, id: string): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param secret At least 32 characters; keys are derived from it by HKDF-SHA-256 (RFC 5869). */
export function createVault(secret: string): Vault {
  const keys = new Map<string, Buffer>();
  const keyFor = (purpose: string): Buffer => {
    const known = keys.get(purpose);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', secret, '', `kabinet ${purpose}`, 32));
    keys.set(purpose, key);
    return key;
  };
  return {
    seal: (purpose, text) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce);
      const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return Buffer.concat(sealed).toString('base64url');
    },
    open: (purpose, sealed) => {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
    token: (purpose, id) =>
      createHmac('sha256', keyFor(`token ${purpose}`))
        .update(id)
        .digest('base64url'),
  };
}

/**
 * The vault of this installation: `SECRET_KEY` when it is set, else a secret made at the first start and kept in `DATA_DIR`,
 * readable by its owner only. Of two processes that start at once one makes it and the other reads it.
 */
export async function openVault({ SECRET_KEY, DATA_DIR }: Pick<Config, 'SECRET_KEY' | 'DATA_DIR'>): Promise<Vault> {
  if (SECRET_KEY) return createVault(SECRET_KEY);
  const file = join(DATA_DIR, 'secret.key');
  const made = randomBytes(32).toString('base64url');
  await mkdir(DATA_DIR, { recursive: true });
  try {
    await writeFile(file, made, { flag: 'wx', mode: 0o600 });
    return createVault(made);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const kept = (await readFile(file, 'utf8')).trim();
  if (kept.length < 32) throw new Error(`${file} holds no secret: put the right one back, or set SECRET_KEY`);
  return createVault(kept);
}

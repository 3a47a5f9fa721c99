import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

export interface Ids {
  /** UUID version 7 (RFC 9562): unique and sortable by time. */
  next(): string;
  /** An unguessable token of 256 bits, base64url. */
  secret(): string;
}

export const randomIds: Ids = { next: () => v7(), secret: () => randomBytes(32).toString('base64url') };

/** What is stored in place of a secret token: SHA-256, hex. Enough for random tokens; passwords use Argon2id. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

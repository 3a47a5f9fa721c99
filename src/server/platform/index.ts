import type { MovableSearchIndex } from '#search/index.ts';
import type { Config } from './config.ts';
import type { Embedder } from './embedder.ts';
import type { Files } from './files.ts';
import type { Hub } from './hub.ts';
import type { Limiter } from './limiter.ts';
import type { Logger } from './log.ts';
import type { Mailer } from './mailer.ts';
import type { NextEncoder } from './next-encoder.ts';
import type { Payments } from './payments.ts';
import type { Scanner } from './scanner.ts';
import type { Vault } from './vault.ts';

/** Everything outside the database that the application uses, each with a real and an embedded adapter. */
export interface Platform {
  config: Config;
  log: Logger;
  hub: Hub;
  limiter: Limiter;
  mailer: Mailer;
  /** Null when no online payment is configured: customers pay by bank transfer. */
  payments: Payments | null;
  files: Files;
  scanner: Scanner;
  /** The one that answers: exchanged in one moment, together with what was made by it, when another one was configured. */
  embedder: Embedder;
  /** The configured one, while it does not answer yet. */
  nextEncoder: NextEncoder | null;
  search: MovableSearchIndex;
  /** Encrypts what must not be read in the database, and makes tokens of links. */
  vault: Vault;
}

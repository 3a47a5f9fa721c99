import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true');

/** Every setting of an installation. None is required; a wrong value stops the start with a message that names it. */
const schema = z
  .object({
    PORT: port.default(4321),
    HOST: z.string().min(1).default('127.0.0.1'),
    /** Public address, e.g. `https://help.example.com`; links and origin checks use it. */
    ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
    DATA_DIR: z.string().min(1).default('data'),
    /** Embedded file in DATA_DIR when absent; `http(s)://` or `libsql://` for a libSQL server or Turso. */
    DATABASE_URL: z
      .string()
      .regex(/^(file:|https?:\/\/|libsql:\/\/|wss?:\/\/)/)
      .optional(),
    DATABASE_TOKEN: z.string().min(1).optional(),
    /** What secrets in the database are encrypted with; made and kept in DATA_DIR when absent. */
    SECRET_KEY: z.string().min(32).max(500).optional(),
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    MAIL_FROM: z.string().min(3).default('Kabinet <no-reply@localhost>'),
    STRIPE_SECRET_KEY: z.string().min(8).optional(),
    STRIPE_WEBHOOK_SECRET: z.string().min(8).optional(),
    /** Where the Stripe SDK calls; only for a stand-in such as the demo's sandbox. */
    STRIPE_API_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** Files go to this bucket instead of DATA_DIR; the keys are needed with it. */
    S3_BUCKET: z.string().min(1).optional(),
    /** Absent for Amazon's own. */
    S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
    S3_REGION: z.string().min(1).default('us-east-1'),
    S3_ACCESS_KEY_ID: z.string().min(1).optional(),
    S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
    /** A ClamAV daemon that looks at every uploaded file, e.g. `tcp://127.0.0.1:3310` or `unix:///run/clamav/clamd.ctl`. */
    CLAMD_URL: z.url({ protocol: /^(?:tcp|unix)$/ }).optional(),
    /** A Meilisearch server that answers searches; the embedded index stands behind it. The key is needed with it. */
    MEILI_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** The master key, or one that may read keys, manage indexes and search. */
    MEILI_KEY: z.string().min(8).optional(),
    /** Name of the index on that server; installations that share one need different names. */
    MEILI_INDEX: z
      .string()
      .regex(/^[\w-]{1,100}$/)
      .default('kabinet'),
    /** Name of a folder in models/, or a hub model id: `owner/name`. */
    EMBEDDING_MODEL: z
      .string()
      .regex(/^[\w-][\w.-]*(?:\/[\w-][\w.-]*)?$/)
      .default('static-ru-en-v3'),
    /** Where hub models are fetched from: a mirror inside a company's network, for one. */
    EMBEDDING_HUB: z.url({ protocol: /^https?$/ }).default('https://huggingface.co'),
    /** Number of reverse proxies in front whose X-Forwarded-For entry is believed. */
    TRUSTED_PROXY: z.coerce.number().int().min(0).max(5).default(0),
    /** Multiplies every rate limit, for load tests behind a gate of your own. */
    RATE_LIMIT_FACTOR: z.coerce.number().positive().max(1_000_000).default(1),
    LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('info'),
    /** Set by `npm run demo` only: demo story, sign-ins on the page, payment sandbox. */
    DEMO: flag.default(false),
  })
  .refine((env) => !env.STRIPE_SECRET_KEY || env.STRIPE_WEBHOOK_SECRET, {
    path: ['STRIPE_WEBHOOK_SECRET'],
    message: 'is needed together with STRIPE_SECRET_KEY',
  })
  .refine((env) => !env.MEILI_URL || env.MEILI_KEY, {
    path: ['MEILI_KEY'],
    message: 'is needed together with MEILI_URL',
  })
  .refine((env) => !env.S3_BUCKET || (env.S3_ACCESS_KEY_ID && env.S3_SECRET_ACCESS_KEY), {
    path: ['S3_ACCESS_KEY_ID'],
    message: 'and S3_SECRET_ACCESS_KEY are needed together with S3_BUCKET',
  });

export interface Config extends Omit<z.infer<typeof schema>, 'ORIGIN' | 'DATABASE_URL'> {
  ORIGIN: string;
  DATABASE_URL: string;
}

/**
 * Reads and checks the configuration. Empty variables count as absent.
 * @throws Error naming every wrong variable, never its value (it may be a secret).
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const known = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(known);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Configuration is wrong:\n${lines.join('\n')}`);
  }
  const config = parsed.data;
  const host = config.HOST === '0.0.0.0' || config.HOST === '::' ? '127.0.0.1' : config.HOST;
  return {
    ...config,
    ORIGIN: config.ORIGIN ? new URL(config.ORIGIN).origin : `http://${host}:${config.PORT}`,
    DATABASE_URL: config.DATABASE_URL ?? `file:${config.DATA_DIR}/kabinet.db`,
  };
}

/** The Meilisearch server to search with, when there is one. */
export const meilisearchOf = ({ MEILI_URL: url, MEILI_KEY: key, MEILI_INDEX: index }: Config) =>
  url && key ? { url, key, index } : undefined;

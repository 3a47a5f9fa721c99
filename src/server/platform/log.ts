import { pino, type Logger } from 'pino';

export type { Logger };

/** Lines of JSON on standard error. Secrets are removed by name wherever they appear one level deep. */
export const createLog = (level: string): Logger =>
  pino(
    {
      level,
      base: null,
      redact: ['password', 'token', 'authorization', 'cookie', '*.password', '*.token', '*.authorization', '*.cookie'],
      serializers: { err: describeError },
    },
    process.stderr,
  );

/** Drizzle's messages carry query parameters, which may be personal: only the code and the cause's message are logged. */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause = error.cause instanceof Error ? error.cause : undefined;
  const message = error.message.startsWith('Failed query') ? (cause?.message ?? 'query failed') : error.message;
  return { name: error.name, message, code: (cause as { code?: unknown } | undefined)?.code, stack: stackOf(error) };
}

const stackOf = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 12)
    .join('\n');

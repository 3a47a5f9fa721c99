import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Stops with exit code 2: the command was called wrongly or a file is malformed. */
export function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}

/** The rows of a JSON Lines file, each checked; the first that is malformed is told with its line, and ends the command. */
export function readRows<T>(file: string, schema: z.ZodType<T>): T[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    try {
      return [schema.parse(JSON.parse(line))];
    } catch (error) {
      const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
      return refuse(`${file}:${i + 1}: ${issue ? `${issue.path.join('.')}: ${issue.message}` : 'not a JSON object'}`);
    }
  });
}

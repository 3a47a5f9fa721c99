import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { and, eq } from 'drizzle-orm';
import { scenarioVersions } from '#db/schema/scenarios.ts';
import type { Tx } from '#db/write.ts';
import type { Ctx } from '../context.ts';
import { PROJECT_ROOT } from '../platform/project-root.ts';
import { faultLine } from './fault.ts';
import { parseScenario } from './parse-scenario.ts';
import { show } from './publish-version.ts';

export interface ScenarioFile {
  key: string;
  file: string;
  yaml: string;
}

const CONTENT = fileURLToPath(new URL('src/content/scenarios', PROJECT_ROOT));

/** The scenario files of a folder, by name; those that come with the application by default. */
export async function readScenarioFolder(folder = CONTENT): Promise<ScenarioFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.map(async (name) => ({
      key: basename(name, '.yaml'),
      file: join(folder, name),
      yaml: await readFile(join(folder, name), 'utf8'),
    })),
  );
}

/**
 * Publishes what the files say: a new version only where a file changed. Conversations under way finish on the version they
 * began. Scenarios without a file are left as they are: people may have written them in the desk.
 * @throws Error naming file and line when a file cannot be read as a scenario.
 */
export async function seedScenarios(
  ctx: Ctx<Extract<Ctx['viewer'], { kind: 'system' }>>,
  given?: readonly ScenarioFile[],
): Promise<{ published: string[] }> {
  const files = given ?? (await readScenarioFolder());
  for (const { file, yaml } of files) {
    const { scenario, faults } = parseScenario(file, yaml);
    if (!scenario) throw new Error(faults.map(faultLine).join('\n'));
  }
  return ctx.db.write(async (tx) => {
    const published: string[] = [];
    for (const { key, yaml } of files) if (await publishVersion(ctx, tx, key, yaml)) published.push(key);
    return { published };
  });
}

/** What somebody changed in the desk stays: a file is published only when its very text never was a version. */
async function publishVersion(ctx: Ctx, tx: Tx, key: string, source: string): Promise<boolean> {
  const [known] = await tx
    .select({ version: scenarioVersions.version })
    .from(scenarioVersions)
    .where(and(eq(scenarioVersions.key, key), eq(scenarioVersions.source, source)));
  if (known) return false;
  await show(ctx, tx, { key, source, from: null, reason: null });
  return true;
}

import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { dubravaPeople } from '../db/seed/dubrava-people.ts';
import type { Locale } from '#content/locales.ts';
import { queues } from '../src/server/conversations/index.ts';
import { headingsIn } from '../src/server/help-center/index.ts';
import { renderMarkdown } from '../src/server/platform/render-markdown.ts';
import {
  faultLine,
  parseScenario,
  readScenarioFolder,
  verifyScenario,
  type Fault,
} from '../src/server/scenarios/index.ts';

const content = fileURLToPath(new URL('../src/content/', import.meta.url));

/** Everything wrong with the scenarios in src/content, against the articles, categories and queues there are. */
export async function checkScenarios(folder = `${content}scenarios`): Promise<{ checked: number; faults: Fault[] }> {
  const files = await readScenarioFolder(folder);
  const parsed = files.map(({ key, file, yaml }) => ({
    key,
    parsed: parseScenario(relative(process.cwd(), file), yaml),
  }));
  const articleFiles = await readdir(`${content}articles`, { recursive: true });
  const categories = parse(await readFile(`${content}articles/categories.yaml`, 'utf8')) as { id: string }[];
  const around = {
    articles: new Set(articleFiles.filter((name) => name.endsWith('.md')).map((name) => basename(name, '.md'))),
    queues: new Set<string>(queues),
    topics: new Set(categories.map((category) => category.id)),
    owners: new Set<string>(
      Object.values(dubravaPeople).flatMap(({ email, role }) => (role === 'customer' ? [] : [email])),
    ),
    headings: headingsOf(articleFiles),
    scenarios: new Map(parsed.map(({ key, parsed: { scenario } }) => [key, scenario])),
  };
  const faults = parsed.flatMap((each) => verifyScenario(each.parsed, around));
  return { checked: files.length, faults };
}

/** Headings of the article files, read when a scenario quotes one. */
const headingsOf =
  (files: readonly string[]) =>
  (article: string, locale: Locale): ReadonlySet<string> | null => {
    const file = files.find((name) => name.startsWith(`${locale}/`) && basename(name, '.md') === article);
    if (file === undefined) return null;
    const [, , ...body] = readFileSync(`${content}articles/${file}`, 'utf8').split(/^---$/m);
    return new Set(headingsIn(renderMarkdown(body.join('---')).html));
  };

if (import.meta.main) {
  const { checked, faults } = await checkScenarios();
  for (const fault of faults) process.stdout.write(`${faultLine(fault)}\n`);
  process.stdout.write(`${String(checked)} scenarios, ${String(faults.length)} faults\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

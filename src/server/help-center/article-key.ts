import { like } from 'drizzle-orm';
import { articles } from '#db/schema/help-center.ts';
import type { Ctx } from '../context.ts';
import { reservedKeys } from './article.schema.ts';

/** GOST 7.79-2000 system B without its signs: what a Russian reader would type. */
const latin: Record<string, string> = {
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    е: 'e',
    ё: 'yo',
    ж: 'zh',
    з: 'z',
    и: 'i',
    й: 'y',
    к: 'k',
    л: 'l',
    м: 'm',
  },
  ...{ н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'ch', ш: 'sh', щ: 'shch' },
  ...{ ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya' },
};
const LENGTH = 50;

/** A title as an address: Latin letters, digits and single hyphens; `article` when nothing of it remains. */
export function keyOfTitle(title: string): string {
  const key = Array.from(title.toLowerCase().normalize('NFC'))
    .map((letter) => latin[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, ''))
    .join('')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LENGTH)
    .replace(/^-+|-+$/g, '');
  return key === '' ? 'article' : key;
}

/** A key no article has yet: the title's, with a number after it where it is taken. */
export async function freeKey(ctx: Pick<Ctx, 'db'>, title: string): Promise<string> {
  const key = keyOfTitle(title);
  const rows = await ctx.db.read
    .select({ key: articles.key })
    .from(articles)
    .where(like(articles.key, `${key}%`));
  const taken = new Set([...reservedKeys, ...rows.map((row) => row.key)]);
  let free = key;
  for (let number = 2; taken.has(free); number++) free = `${key}-${String(number)}`;
  return free;
}

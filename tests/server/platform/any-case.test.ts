import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyCasePattern } from '#server/platform/any-case.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

async function finds(query: string, text: string): Promise<boolean> {
  const [row] = await database.db.read.all<[number]>(sql`select ${text} glob ${anyCasePattern(query)}`);
  return Object.values(row ?? {})[0] === 1;
}

describe('looking for text whatever its case', () => {
  it('finds Cyrillic and Latin in any case, and е for ё', async () => {
    for (const [query, text] of [
      ['ПЕРЕГОВОРНАЯ', 'Переговорная и 24 места'],
      ['сч-11', 'СЧ-1107'],
      ['meeting', 'Two Meeting tables'],
      ['темный', 'Стол «Тёмный»'],
      ['ЁЛКА', 'елка'],
      ['24 места', 'Переговорная и 24\u00a0места'],
    ] as const) {
      expect(await finds(query, text), `${query} in ${text}`).toBe(true);
    }
  });

  it('takes signs of patterns for what they are', async () => {
    expect(await finds('50%', '50% prepaid')).toBe(true);
    for (const query of ['*', '?', '[a-z]', '5*9', ']']) {
      expect(await finds(query, 'Two meeting tables 5-9')).toBe(false);
      expect(await finds(query, `before ${query} after`)).toBe(true);
    }
  });

  it('has nothing to look for in spaces', () => {
    expect(anyCasePattern(' \n ')).toBeNull();
  });
});

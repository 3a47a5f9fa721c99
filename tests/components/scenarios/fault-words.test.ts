import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { faultWords } from '#components/scenarios/fault-words.ts';
import { isWordKey } from '#content/words.ts';
import { faultsIn, faultValues, type Surroundings } from '#server/scenarios/index.ts';
import { folder } from '../../server/scenarios/walking.ts';

const shipped = await readFile(`${folder}/payment-not-received.yaml`, 'utf8');
const everything = { has: () => true, keys: () => [], [Symbol.iterator]: () => [][Symbol.iterator]() };
const all = everything as unknown as Set<string>;
const around: Surroundings = { articles: all, queues: all, topics: all, scenarios: new Map() };
const say = (source: string) =>
  faultsIn('payment-not-received', source, around).map((fault) => {
    const { line, code, message, mend } = fault;
    const shown = { line, code, message, mend, listed: '', excerpt: '', step: null, ...faultValues(fault) };
    const { message: what, mend: how } = faultWords(shown, 'ru');
    return `${what} ${how}`;
  });

describe('what is wrong with a scenario, in the reader’s language', () => {
  it('has a word for every kind of fault', async () => {
    const source = await readFile(new URL('../../../src/server/scenarios/fault.ts', import.meta.url), 'utf8');
    const codes = [...source.matchAll(/\| '([a-z-]+)'/gu)].map(([, code]) => code ?? '');
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => !isWordKey(`scenarios.fault.${code}`))).toEqual([]);
  });

  it('names what is wrong and the nearest spelling', () => {
    expect(say(shipped.replace('then: byCard', 'then: byCrad'))).toContain('Нет шага «byCrad». Может быть, «byCard»?');
    expect(say(shipped.replace('if: invoice.state = void', 'if: invoice.state = voided'))).toContain(
      '«invoice.state» никогда не бывает «voided». Может быть, «void»?',
    );
    expect(say(shipped.replace('{{invoice.paidOn}}', '{{invoice paidOn}}'))[0]).toMatch(
      /^«.*invoice paidOn.*» — не значение/u,
    );
    expect(say(shipped.replace('key: payment-not-received', 'key: another'))[0]).toMatch(
      /^Ключ «another» не совпадает/u,
    );
  });

  it('says what is missing', () => {
    expect(say(shipped.replace(/^type: .*\n/mu, ''))[0]).toBe('Не хватает поля «type:». Допишите его здесь.');
    expect(say(shipped.replace(', en: How did you pay?', ''))[0]).toMatch(/^Нет текста на языке «en»/u);
  });
});

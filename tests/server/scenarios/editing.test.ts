import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { editSource } from '#server/scenarios/edit-source.ts';
import { applyForm, fieldName, marksOf, readForm } from '#server/scenarios/scenario-form.ts';
import { newScenario } from '#server/scenarios/new-scenario.ts';
import { faultsIn, type Surroundings } from '#server/scenarios/index.ts';
import { folder } from './walking.ts';

const text = `# what this is for
key: short
topic: orders # the category
queue: general
title: { ru: Где заказ, en: Where is it }
examples:
  ru:
    - где заказ
    # said on the phone
    - когда приедет
  en: [where is it, when]

steps:
  start:
    say:
      ru: |
        Первая строка.

        Вторая.
      en: 'It''s here' # quoted
    then: helped
  helped:
    didItHelp: true
`;
/** Lines that are not the same, as a comparison tells them. */
const changed = (after: string, before = text) => {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return { gone: old.filter((line) => !now.includes(line)), added: now.filter((line) => !old.includes(line)) };
};

describe('a change in the form changes the text in place', () => {
  it('leaves comments, quotes and empty lines as they are', () => {
    expect(changed(editSource(text, ['topic'], 'delivery'))).toEqual({
      gone: ['topic: orders # the category'],
      added: ['topic: delivery # the category'],
    });
    expect(changed(editSource(text, ['steps', 'start', 'say', 'en'], "It's there"))).toEqual({
      gone: ["      en: 'It''s here' # quoted"],
      added: ["      en: 'It''s there' # quoted"],
    });
  });

  it('writes a block of lines as a block, and quotes what would be read otherwise', () => {
    const block = editSource(text, ['steps', 'start', 'say', 'ru'], 'Одна: строка.\n\nДругая.');
    expect(changed(block)).toEqual({
      gone: ['        Первая строка.', '        Вторая.'],
      added: ['        Одна: строка.', '        Другая.'],
    });
    const inBraces = editSource(text, ['title', 'ru'], 'Заказ: где, когда');
    expect(changed(inBraces).added).toEqual(['title: { ru: "Заказ: где, когда", en: Where is it }']);
    expect(readForm(editSource(text, ['title', 'en'], '{{order.number}}'))?.values[fieldName('title/en')]).toBe(
      '{{order.number}}',
    );
  });

  it('keeps the lines of a list that stay, with the comments above them', () => {
    const after = editSource(text, ['examples', 'ru'], ['когда приедет', 'новое']);
    expect(after).toContain(
      '  ru:\n    # said on the phone\n    - когда приедет\n    - новое\n  en: [where is it, when]\n',
    );
    expect(changed(editSource(text, ['examples', 'en'], ['when', 'a, b'])).added).toEqual(['  en: [when, "a, b"]']);
  });

  it('puts a new field where it belongs and takes an emptied one away', () => {
    const owned = editSource(text, ['owner'], 'vera@company.example');
    expect(owned.split('\n').slice(3, 5)).toEqual(['queue: general', 'owner: vera@company.example']);
    expect(editSource(owned, ['owner'], '')).toBe(text);
    expect(changed(editSource(text, ['covers'], ['late-order'])).added).toEqual(['covers: [late-order]']);
    const half = text.replace(', en: Where is it', '');
    expect(editSource(half, ['title', 'en'], 'Where is it')).toBe(text);
  });

  it('leaves a text alone that is not YAML, and a step that is not there', () => {
    expect(editSource('key: [', ['title', 'ru'], 'Да')).toBe('key: [');
    expect(editSource(text, ['steps', 'gone', 'say', 'ru'], 'Да')).toBe(text);
  });
});

describe('the form of a scenario', () => {
  let shipped: string;
  beforeAll(async () => {
    shipped = await readFile(join(folder, 'where-is-my-order.yaml'), 'utf8');
  });

  it('shows every text of every step, also of the answers', () => {
    const form = readForm(shipped);
    const visitor = form?.steps.find(({ id }) => id === 'visitor');
    expect(visitor?.texts.map(({ what, of }) => [what, of])).toEqual([
      ['ask', null],
      ['label', null],
      ['choices.label', 'number'],
      ['choices.label', 'signIn'],
      ['choices.label', 'stages'],
    ]);
    expect(shipped.split('\n')[(visitor?.line ?? 0) - 1]).toBe('  visitor:');
  });

  it('sent back as it was drawn changes nothing, whatever was written in the text meanwhile', () => {
    const form = readForm(shipped);
    if (!form) throw new Error('read');
    const windows = Object.fromEntries(Object.entries(form.values).map(([n, v]) => [n, v.replaceAll('\n', '\r\n')]));
    expect(applyForm(shipped, windows, marksOf(form))).toBe(shipped);
    const written = shipped.replace('Где мой заказ', 'Где мой диван');
    const one = { ...windows, [fieldName('title/en')]: 'Where is my sofa' };
    expect(changed(applyForm(written, one, marksOf(form)), written).added).toEqual([
      'title: { ru: Где мой диван, en: Where is my sofa }',
    ]);
  });
});

it('a new scenario begins without faults', () => {
  const everything = { has: () => true, keys: () => [], [Symbol.iterator]: () => [][Symbol.iterator]() };
  const all = everything as unknown as Set<string>;
  const around: Surroundings = { articles: all, queues: all, topics: all, scenarios: new Map() };
  const source = newScenario({ key: 'my-sofa', title: 'Мой диван: «где»', topic: 'orders', queue: 'delivery' });
  expect(faultsIn('my-sofa', source, around)).toEqual([]);
});

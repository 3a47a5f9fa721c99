import { locales, type Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import { EXAMPLES } from './scenario.schema.ts';

/** The text a new scenario begins with: it says something, asks whether it helped, and has no faults. */
export function newScenario({
  key,
  title,
  topic,
  queue,
}: {
  key: string;
  title: string;
  topic: string;
  queue: string;
}): string {
  const each = (word: (t: ReturnType<typeof wordsFor>, locale: Locale) => string, indent: string) =>
    locales.map((locale) => `${indent}${locale}: ${JSON.stringify(word(wordsFor(locale), locale))}`).join('\n');
  const examples = locales.map((locale) => {
    const t = wordsFor(locale);
    const lines = Array.from({ length: EXAMPLES }, (_, index) => {
      const line = index === 0 ? title : t('scenarios.new.example', { title, number: index + 1 });
      return `    - ${JSON.stringify(line)}`;
    });
    return `  ${locale}:\n${lines.join('\n')}`;
  });
  return `${[
    `key: ${key}`,
    'type: question',
    `topic: ${topic}`,
    `queue: ${queue}`,
    'title:',
    each(() => title, '  '),
    'examples:',
    ...examples,
    'steps:',
    '  start:',
    '    say:',
    each((t) => t('scenarios.new.say', { title }), '      '),
    '    then: helped',
    '  helped:',
    '    didItHelp: true',
  ].join('\n')}\n`;
}

import type { Subject } from '#server/assistant/index.ts';

const SUBJECTS = 1_000;
const EXAMPLES = 20;

/** A thousand subjects of twenty examples each, mixed from the texts of the demo: as long and as alike as real ones, never the same twice. */
export function manySubjects(subjects: readonly Subject[]): Subject[] {
  const texts = subjects.flatMap((subject) => subject.texts).filter((text) => text.split(' ').length > 2);
  const words = [...new Set(texts.flatMap((text) => text.toLowerCase().match(/\p{L}{5,}/gu) ?? []))];
  const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
  return Array.from({ length: SUBJECTS }, (_, subject) => {
    const own = pick(words, subject * 7 + 3);
    const key = `subject-${subject}`;
    const examples = Array.from({ length: EXAMPLES }, (_, example) => {
      const start = pick(texts, subject * 3 + example).split(' ');
      return [...start.slice(0, 4), own, pick(words, subject + example * 31)].join(' ');
    });
    return { id: `article:${key}`, kind: 'article', key, topic: '', title: {}, texts: examples };
  });
}

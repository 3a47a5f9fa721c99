import type { Fault } from '#server/scenarios/index.ts';

/** A file with a fault, where it is and what is said of it. */
export interface Broken {
  title: string;
  yaml: string;
  code: Fault['code'];
  line: number;
  message: string;
  mend: string;
}

const examples = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
/** A scenario of which only the steps matter. Line 1 is `key`; the steps begin on line 9. */
export const file = (steps: string, head = 'topic: orders\nqueue: delivery') =>
  `key: sample\n${head}\ntitle: { ru: Проба, en: Sample }\nexamples:\n  ru: [${examples.join(', ')}]\n  en: [${examples.join(', ')}]\nsteps:\n${steps}\ntype: question\n`;

export const end = '  end:\n    resolve: true\n';

import type { IconName } from '#components/ui/icon-name.ts';
import type { WordKey } from '#content/words.ts';

/** What a button of the editor does to what is selected: wraps it, or begins each of its lines with something. */
export interface Mark {
  word: WordKey;
  icon?: IconName;
  before?: string;
  after?: string;
  /** Put before each line; `1.` counts. */
  line?: string;
  /** Put in where nothing is selected. */
  sample?: WordKey;
}

export const marks: Readonly<Record<string, Mark>> = {
  heading: { word: 'help.mark.heading', line: '## ' },
  bold: { word: 'help.mark.bold', before: '**', after: '**' },
  link: { word: 'help.mark.link', icon: 'link', before: '[', after: '](https://)' },
  article: { word: 'help.mark.article', icon: 'book-open', before: '[', after: '](article:)' },
  list: { word: 'help.mark.list', icon: 'list', line: '- ' },
  steps: { word: 'help.mark.steps', icon: 'list-checks', line: '1. ' },
  note: { word: 'help.mark.note', icon: 'info', line: '> ' },
  warning: { word: 'help.mark.warning', icon: 'triangle-alert', before: '> **', after: '** ' },
  table: {
    word: 'help.mark.table',
    icon: 'layout-dashboard',
    before: '',
    after: '\n\n|  |  |\n| --- | --- |\n|  |  |\n',
  },
};

/** The text with a mark put on what is selected, and where the selection is afterwards. */
export function putMark(
  text: string,
  selection: { start: number; end: number },
  mark: Mark,
): { text: string; start: number; end: number } {
  const { line } = mark;
  if (line === undefined) {
    const { before = '', after = '' } = mark;
    const selected = text.slice(selection.start, selection.end);
    return {
      text: text.slice(0, selection.start) + before + selected + after + text.slice(selection.end),
      start: selection.start + before.length,
      end: selection.start + before.length + selected.length,
    };
  }
  const from = text.lastIndexOf('\n', selection.start - 1) + 1;
  const found = text.indexOf('\n', selection.end);
  const until = found === -1 ? text.length : found;
  const lines = text.slice(from, until).split('\n');
  const isMarked = lines.every((each) => each.startsWith(line) || (line === '1. ' && /^\d+\. /.test(each)));
  const marked = lines.map((each, i) => {
    if (isMarked) return line === '1. ' ? each.replace(/^\d+\. /, '') : each.slice(line.length);
    return line === '1. ' ? `${String(i + 1)}. ${each}` : `${line}${each}`;
  });
  const put = marked.join('\n');
  return { text: text.slice(0, from) + put + text.slice(until), start: from, end: from + put.length };
}

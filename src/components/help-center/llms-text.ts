interface Link {
  title: string;
  href: string;
  summary: string;
}

interface Guide {
  title: string;
  summary: string;
  /** Said before the lists. */
  notes: readonly string[];
  sections: readonly { title: string; links: readonly Link[] }[];
  /** What may be skipped where there is little room; the heading has a meaning there and is not translated. */
  optional: readonly Link[];
}

/** What language models are told of the site, as https://llmstxt.org asks: one heading, a quote, notes, lists of links. */
export function llmsText({ title, summary, notes, sections, optional }: Guide): string {
  const parts = [
    `# ${inText(title)}`,
    `> ${inText(summary)}`,
    ...notes.map(inText),
    ...sections.filter(({ links }) => links.length > 0).map((section) => list(section.title, section.links)),
    ...(optional.length > 0 ? [list('Optional', optional)] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

const list = (title: string, links: readonly Link[]): string =>
  [
    `## ${inText(title)}`,
    '',
    ...links.map(({ title: name, href, summary }) => `- [${inLink(name)}](${href}): ${inText(summary)}`),
  ].join('\n');

const inText = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
const inLink = (text: string): string => inText(text).replaceAll(/[[\]\\]/g, '\\$&');

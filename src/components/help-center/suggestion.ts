/** What `/help/suggestions` answers. */
export interface Suggestions {
  items: Suggestion[];
  /** How many, in words, for screen readers. */
  status: string;
}

export interface Suggestion {
  title: { text: string; marked: boolean }[];
  category: string;
  href: string;
  /** Language of the title, where it is not the reader's. */
  lang: string | null;
}

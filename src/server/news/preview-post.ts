import type { Locale } from '#content/locales.ts';
import { renderMarkdown } from '../platform/render-markdown.ts';
import type { NewPost } from './news.schema.ts';

/** How a post would look, without storing anything. */
export const previewPost = (post: NewPost): { locale: Locale; title: string; html: string }[] =>
  (
    [
      { locale: 'ru', title: post.titleRu, text: post.textRu },
      { locale: 'en', title: post.titleEn, text: post.textEn },
    ] as const
  )
    .filter(({ title }) => title !== '')
    .map(({ locale, title, text }) => ({ locale, title, html: renderMarkdown(text).html }));

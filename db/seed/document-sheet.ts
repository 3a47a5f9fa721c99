import type { Ctx } from '#server/context.ts';
import { makePdf } from '#server/platform/pdf/index.ts';

/** A short document of the story. */
export interface Page {
  /** Of the file. */
  name: string;
  title: string;
  detail: string;
  paragraphs: readonly string[];
}

/** A real PDF of one page, ready to be stored. */
export async function sheetOf(
  ctx: Ctx,
  { name, title, detail, paragraphs }: Page,
): Promise<{ name: string; mediaType: string; bytes: Uint8Array }> {
  const meta = { title, locale: 'ru', author: 'Дубрава', createdAt: ctx.clock.now(), footer: title } as const;
  const bytes = await makePdf(meta, (sheet) => {
    sheet.header({ over: 'ООО «Дубрава»', title, detail });
    for (const paragraph of paragraphs) {
      sheet.text(paragraph);
      sheet.gap(8);
    }
  });
  return { name, mediaType: 'application/pdf', bytes };
}

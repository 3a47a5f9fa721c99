import { z } from 'zod';
import { articleSettingsPath } from '#components/help-center/writing/addresses.ts';
import { uploadLimits } from '#server/files/index.ts';
import {
  articleFilePath,
  articleKey,
  attachFile,
  canWriteArticles,
  getArticleSettings,
  markdownOf,
} from '#server/help-center/index.ts';
import { endpoint, fail, ok, readUpload, seeOther } from '#server/http/index.ts';

/** Adds pictures and attachments to an article. Scripts (pasting) are told how a text shows each: `{files: [{markdown, …}]}`. */
export const POST = endpoint({
  who: 'staff',
  params: z.object({ key: articleKey }),
  back: ({ key }) => articleSettingsPath(key),
  async handle({ ctx, params: { key }, context, wantsJson, locale }) {
    if (!canWriteArticles(ctx.viewer) || !(await getArticleSettings(ctx, key, locale))) {
      return fail('not_found', 'error.notFound');
    }
    const { uploads, failure } = await readUpload(context, uploadLimits.article);
    if (failure) return { ok: false, error: failure };
    const files = [];
    for (const upload of uploads.length > 0 ? uploads : [undefined]) {
      const attached = await attachFile(ctx, key, upload);
      if (!attached.ok) return attached;
      files.push({ ...attached.value, href: articleFilePath(attached.value.id), markdown: markdownOf(attached.value) });
    }
    return wantsJson ? ok({ files }) : seeOther(`${articleSettingsPath(key)}?done=articles.files.added#files`);
  },
});

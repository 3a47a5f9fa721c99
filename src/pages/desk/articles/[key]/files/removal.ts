import { z } from 'zod';
import { articleSettingsPath } from '#components/help-center/writing/addresses.ts';
import { articleKey, detachFile } from '#server/help-center/index.ts';
import { endpoint, seeOther } from '#server/http/index.ts';

/** Takes a file that no text shows from an article. */
export const POST = endpoint({
  who: 'staff',
  params: z.object({ key: articleKey }),
  input: z.object({ file: z.uuid() }),
  back: ({ key }) => articleSettingsPath(key),
  async handle({ ctx, params: { key }, input, wantsJson }) {
    const detached = await detachFile(ctx, key, input.file);
    return detached.ok && !wantsJson
      ? seeOther(`${articleSettingsPath(key)}?done=articles.files.removed#files`)
      : detached;
  },
});

import { articleListPath, writingPath } from '#components/help-center/writing/addresses.ts';
import {
  actForm,
  archiveArticle,
  discardRevision,
  returnRevision,
  startTranslation,
  unarchiveArticle,
  writingParams,
} from '#server/help-center/index.ts';
import { endpoint, fail, seeOther } from '#server/http/index.ts';

/** What is done to an article beside writing: sent back, given up, archived and back, begun in another language. */
export const POST = endpoint({
  who: 'staff',
  params: writingParams,
  input: actForm,
  back: ({ key, locale }) => writingPath(key, locale),
  async handle({ ctx, params, input: { act, version, note }, wantsJson }) {
    const run = () => {
      switch (act) {
        case 'return':
          return note === '' ? fail('invalid_input', 'help.error.note') : returnRevision(ctx, { ...params, note });
        case 'discard':
          return discardRevision(ctx, { ...params, version });
        case 'archive':
          return archiveArticle(ctx, params);
        case 'restore':
          return unarchiveArticle(ctx, params);
        case 'translate':
          return startTranslation(ctx, params);
      }
    };
    const done = await run();
    if (!done.ok || wantsJson) return done;
    const to = act === 'archive' ? articleListPath({}) : writingPath(params.key, params.locale);
    return seeOther(`${to}?done=help.done.${act}`);
  },
});

import { actPath, articleListPath, writingPath } from '#components/help-center/writing/addresses.ts';
import {
  actForm,
  archiveArticle,
  discardRevision,
  returnRevision,
  startTranslation,
  unarchiveArticle,
  writingParams,
} from '#server/help-center/index.ts';
import { endpoint, fail, refusal, seeOther } from '#server/http/index.ts';

/** What is done to an article beside writing: sent back, given up, archived and back, begun in another language. */
export const POST = endpoint({
  who: 'staff',
  params: writingParams,
  input: actForm,
  back: ({ key, locale }) => writingPath(key, locale),
  async handle({ ctx, params, input: { act, version, note }, wantsJson, locale, context }) {
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
    if (wantsJson) return done;
    if (!done.ok && act === 'return' && note !== '' && done.error.code !== 'not_found') {
      // A page long of remarks is not lost because the author went on meanwhile.
      const fields: [string, string][] = [
        ['act', act],
        ['note', note],
      ];
      const kept = { action: actPath(params.key, params.locale), fields, files: [], multipart: false };
      return refusal(context.request, done.error, locale, kept);
    }
    if (!done.ok) return done;
    const to = act === 'archive' ? articleListPath({}) : writingPath(params.key, params.locale);
    return seeOther(`${to}?done=help.done.${act}`);
  },
});

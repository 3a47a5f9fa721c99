import { autosaveInput, saveRevision, writingParams } from '#server/help-center/index.ts';
import { endpoint, LONG_BODY_LIMIT } from '#server/http/index.ts';

/** Saves what somebody is writing, without publishing anything. 409 when somebody else has saved since. */
export const POST = endpoint({
  who: 'staff',
  params: writingParams,
  input: autosaveInput,
  longest: LONG_BODY_LIMIT,
  async handle({ ctx, params, input: { version, ...content } }) {
    const saved = await saveRevision(ctx, { ...params, version, content });
    return saved.ok ? saved : { ok: false, error: saved.error };
  },
});

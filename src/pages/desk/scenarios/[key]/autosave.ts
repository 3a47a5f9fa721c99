import { endpoint, LONG_BODY_LIMIT } from '#server/http/index.ts';
import { saveVersion, scenarioAutosave, scenarioParams } from '#server/scenarios/index.ts';

/** Saves what somebody is writing, without publishing anything. 409 when somebody else has saved since. */
export const POST = endpoint({
  who: 'staff',
  params: scenarioParams,
  input: scenarioAutosave,
  longest: LONG_BODY_LIMIT,
  async handle({ ctx, params, input }) {
    const saved = await saveVersion(ctx, { ...params, ...input });
    return saved.ok ? saved : { ok: false, error: saved.error };
  },
});

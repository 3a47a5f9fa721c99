import { callPath } from '#components/desk/addresses.ts';
import { getPhoneScript, phoneParams, scriptForm, walkByForm } from '#server/assistant/index.ts';
import { endpoint, fail, seeOther } from '#server/http/index.ts';

/** A move of a scenario that is walked on the phone. */
export const POST = endpoint({
  who: 'staff',
  params: phoneParams,
  input: scriptForm,
  back: ({ id, run }) => callPath(id, run),
  async handle({ ctx, params: { id, run }, input, wantsJson }) {
    const script = await getPhoneScript(ctx, { customerId: id, runId: run });
    if (!script) return fail('not_found', 'error.notFound');
    const walked = await walkByForm(ctx, { customerId: id, userId: script.userId }, input);
    return wantsJson || !walked.ok ? walked : seeOther(`${callPath(id, walked.value.runId)}#script`);
  },
});

import { scenarioActPath, scenarioListPath, scenarioPath } from '#components/scenarios/addresses.ts';
import { endpoint, fail, refusal, seeOther } from '#server/http/index.ts';
import {
  discardVersion,
  getScenarioHead,
  putScenarioBack,
  questionScenario,
  returnVersion,
  scenarioActForm,
  scenarioParams,
} from '#server/scenarios/index.ts';

/** What is done to a scenario beside writing: sent back, given up, put under review and back to work. */
export const POST = endpoint({
  who: 'staff',
  params: scenarioParams,
  input: scenarioActForm,
  back: ({ key }) => scenarioPath(key),
  async handle({ ctx, params: { key }, input: { act, save, note }, wantsJson, locale, context }) {
    const run = () => {
      switch (act) {
        case 'discard':
          return discardVersion(ctx, { key, save });
        case 'return':
          return note === '' ? fail('invalid_input', 'help.error.note') : returnVersion(ctx, { key, save, note });
        case 'question':
          return note === ''
            ? fail('invalid_input', 'scenario.error.note')
            : questionScenario(ctx, { key, reason: note });
        case 'putBack':
          return note === ''
            ? fail('invalid_input', 'scenario.error.note')
            : putScenarioBack(ctx, { key, reason: note });
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
      const kept = { action: scenarioActPath(key), fields, files: [], multipart: false };
      return refusal(context.request, done.error, locale, kept);
    }
    if (!done.ok) return done;
    // What never was published and is given up has nothing left to show.
    const left = act === 'discard' ? await getScenarioHead(ctx, key) : null;
    const isGone = left !== null && left.published === null && left.working === null;
    return seeOther(`${isGone ? scenarioListPath({}) : scenarioPath(key)}?done=scenarios.done.${act}`);
  },
});

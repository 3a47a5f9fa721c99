import type { Ctx } from '../context.ts';
import { attachmentsOf } from '../conversations/index.ts';
import type { UserViewer } from '../identity/index.ts';
import { fail, type Result } from '../platform/result.ts';
import { getRunRow } from './agent-run.queries.ts';
import type { ScriptForm } from './agent-script.schema.ts';
import type { Shown } from './agent-shown.ts';
import { moveScript, resumeScript, startScript, type AgentInput } from './agent-walk.ts';

type Where = { conversationId: string } | { customerId: string; userId: string };

/** Does what a form of a script asks, for one conversation or one customer: a walk of another is none here. */
export async function walkByForm(
  ctx: Ctx<UserViewer>,
  where: Where,
  form: ScriptForm,
): Promise<Result<{ runId: string }>> {
  if (form.do === 'resume') {
    return 'conversationId' in where ? resumeScript(ctx, where.conversationId) : fail('not_found', 'error.notFound');
  }
  if ('scenario' in form) return startScript(ctx, { key: form.scenario, ...where });
  if (!('run' in form)) return fail('not_found', 'error.notFound');
  const { run: runId, turns } = form;
  const row = await getRunRow(ctx, runId);
  const isHere =
    'conversationId' in where
      ? row?.conversationId === where.conversationId
      : row?.customerId === where.customerId && row.conversationId === '';
  if (!row || !isHere) return fail('not_found', 'error.notFound');
  const input = await inputOf(ctx, row.conversationId, form, row.shown);
  return moveScript(ctx, { runId, turns, input });
}

async function inputOf(
  ctx: Ctx<UserViewer>,
  conversationId: string,
  form: Extract<ScriptForm, { run: string }>,
  shown: Partial<Shown> | null,
): Promise<AgentInput> {
  const [verb = '', value = ''] = splitOnce(form.do);
  if (verb === 'back' || verb === 'restart') return { kind: verb };
  if (verb === 'change') return { kind: 'change', step: value };
  if (verb === 'press') {
    const { question } = shown ?? {};
    const label = question?.replies.find((reply) => reply.value === value)?.label ?? value;
    return { kind: 'answer', text: label, value };
  }
  const { text } = form;
  if (form.files.length === 0 || conversationId === '') return { kind: 'answer', text };
  const sent = [...(await attachmentsOf(ctx, conversationId)).values()].flat();
  const files = sent.filter(({ id }) => form.files.includes(id)).map(({ id, name }) => ({ id, name }));
  return { kind: 'answer', text, files };
}

const splitOnce = (text: string): string[] => {
  const at = text.indexOf(':');
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};

import { fail, ok, type Result } from '../platform/result.ts';
import { MESSAGE_LIMIT } from './message.ts';

/**
 * What a person or an agent may send: plain text, not too long, and not empty unless files say it. Edges are trimmed, line
 * ends made equal.
 */
export function checkText(text: string, mayBeEmpty = false): Result<string> {
  const body = text.replaceAll('\r\n', '\n').trim();
  const problem =
    body === '' && !mayBeEmpty
      ? 'conversation.textRequired'
      : body.length > MESSAGE_LIMIT
        ? 'conversation.textTooLong'
        : null;
  return problem ? fail('invalid_input', problem, { fields: { text: problem } }) : ok(body);
}

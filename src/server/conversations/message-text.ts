import { fail, ok, type Result } from '../platform/result.ts';
import { MESSAGE_LIMIT } from './message.ts';

/** What a person or an agent may send: plain text, not empty, not too long. Edges are trimmed, line ends made equal. */
export function checkText(text: string): Result<string> {
  const body = text.replaceAll('\r\n', '\n').trim();
  const problem =
    body === '' ? 'conversation.textRequired' : body.length > MESSAGE_LIMIT ? 'conversation.textTooLong' : null;
  return problem ? fail('invalid_input', problem, { fields: { text: problem } }) : ok(body);
}

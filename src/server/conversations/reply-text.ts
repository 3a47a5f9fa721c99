import { wordsFor, type WordKey } from '#content/words.ts';
import type { Locale } from '#content/locales.ts';
import type { Message } from './message.ts';

/** Commands every assistant turn understands, and what the person is taken to have said by pressing them. */
const commands: Partial<Record<string, WordKey>> = {
  '/human': 'chat.callPerson',
  '/back': 'chat.back',
  '/yes': 'chat.helpedYes',
  '/no': 'chat.helpedNo',
  '/restart': 'chat.restart',
};

/**
 * The words of a pressed reply, as the person saw them: the newest message that offered the value says it. Null when nothing
 * ever offered it, e.g. a forged form.
 */
export function replyText(messages: readonly Pick<Message, 'extras'>[], value: string, locale: Locale): string | null {
  for (const { extras } of [...messages].reverse()) {
    const offered = [...(extras.replies ?? []), ...(extras.offers ?? [])].find((choice) => choice.value === value);
    if (offered) return offered.label;
    const given = extras.given?.find(({ step }) => value === `/change:${step}`);
    if (given) return wordsFor(locale)('chat.change', { what: given.label });
    // Changing a prefilled value is offered by a link beside it, whose words are the value's own.
    if (extras.prefill?.changeReply === value) return wordsFor(locale)('chat.change', { what: extras.prefill.label });
  }
  const command = commands[value];
  return command ? wordsFor(locale)(command) : null;
}

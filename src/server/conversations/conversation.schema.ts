import { z } from 'zod';
import { formatDay } from '#content/format.ts';
import { locales } from '#content/locales.ts';
import { subjectField } from '../platform/subject.ts';
import { MESSAGE_LIMIT } from './message.ts';
import { releases } from './release-conversation.ts';

export const conversationId = z.uuid();

/** Made by the sender: repeating a request with the same one changes nothing. */
const clientId = z
  .string()
  .min(8)
  .max(100)
  .regex(/^[\w.:/-]+$/);

const text = z.string().trim().min(1, 'conversation.textRequired').max(MESSAGE_LIMIT, 'conversation.textTooLong');

export const startForm = z.object({
  clientId,
  text,
  locale: z.enum(locales).optional(),
  articleKey: z.string().max(100).optional(),
  /** The search the person comes from: of help-center, which counts it. */
  search: z.uuid().optional().catch(undefined),
});

/** A message typed, or a quick reply pressed: then its label is the text. */
export const messageForm = z
  .object({
    clientId,
    text: text.optional().or(z.literal('').transform(() => undefined)),
    reply: z.string().min(1).max(200).optional(),
    /** A day chosen in a calendar, which is said in words. */
    day: z.iso
      .date()
      .optional()
      .or(z.literal('').transform(() => undefined)),
    locale: z.enum(locales).optional(),
  })
  .transform(({ day, locale, text: typed, ...said }) => ({
    ...said,
    text: typed ?? (day === undefined ? undefined : formatDay(day, locale ?? 'ru', 'long')),
  }))
  .refine(({ text: typed, reply }) => typed !== undefined || reply !== undefined, {
    path: ['text'],
    message: 'conversation.textRequired',
  })
  // Each button of one form is a message of its own; the same button pressed twice is a repeat.
  .transform(({ clientId: id, ...said }) => ({
    ...said,
    clientId: said.reply === undefined ? id : `${id}.${said.reply}`,
  }));

/** A reply of an agent: `seen` is the last message on their screen, so that nothing is answered unread. */
export const agentReplyForm = z.object({ clientId, text, seen: z.coerce.number().int().min(0).optional() });

export const noteForm = z.object({ clientId, text });

/** Checkboxes: none, one or several of a name. That there is at least one, the command says. */
const anyNumber = z.union([
  z
    .string()
    .max(100)
    .transform((one) => [one]),
  z.array(z.string().max(100)).max(20),
]);
export const resolutionForm = z.object({ topics: z.preprocess((value) => value ?? [], anyNumber) });

/** Where a guest wants to be answered: `keepContact`. */
export const contactForm = z.object({ contact: z.string().trim().min(1, 'error.required').max(254, 'error.tooLong') });

/** Who goes on with a conversation, and why: `releaseConversation`. */
export const releaseForm = z.object({ to: z.enum(releases), reason: z.string().trim().min(1).max(1_000) });

/** Where a reader goes on, and in which language it reads. */
export const afterQuery = z.object({
  after: z.coerce.number().int().min(0).max(1_000_000).default(0),
  locale: z.enum(locales).optional(),
  /** Which page asks: its forms lead back there. */
  frame: z.enum(['public', 'cabinet']).default('public'),
});

/** A message with files: they may say it all. `seen` as for any reply of an agent. */
export const fileMessageForm = z.object({
  clientId,
  text: z.string().max(MESSAGE_LIMIT, 'conversation.textTooLong').default(''),
  seen: z.coerce.number().int().min(0).optional(),
});

/** How far somebody has looked. */
export const readForm = z.object({ upTo: z.coerce.number().int().min(0).max(1_000_000) });

/** What is typed and not sent; empty forgets it. */
export const draftForm = z.object({ text: z.string().max(MESSAGE_LIMIT, 'conversation.textTooLong').default('') });

/** A conversation begun in the cabinet. */
export const newMessageForm = z.object({
  clientId,
  text,
  to: z.enum(['manager', 'support'], { error: 'error.required' }),
  about: subjectField.optional().or(z.literal('').transform(() => undefined)),
});

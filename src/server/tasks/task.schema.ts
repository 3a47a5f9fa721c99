import { z } from 'zod';
import type { WordKey } from '#content/words.ts';
import { subjectKinds } from '../platform/subject.ts';
import { sides } from './task.ts';

const say = (key: WordKey) => key;

/** Task ids as they stand in addresses. */
export const taskId = z.uuid();

/** An empty field of a form is one that was not filled in. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), schema.nullable());

const plainText = z.string().trim().max(5000, say('error.tooLong'));
export const taskDay = optional(z.iso.date(say('error.invalidField')));
const reminder = optional(
  z.coerce
    .number(say('error.invalidField'))
    .int(say('error.invalidField'))
    .min(1, say('error.invalidField'))
    .max(90, say('task.error.reminder')),
);
const person = optional(z.string().max(40));
const clientId = z.string().min(1).max(60);

export const newTask = z.object({
  customerId: z.string().min(1).max(40),
  /** Ours only: a customer always asks for themselves. */
  askedBy: z.enum(sides).optional(),
  title: z.string().trim().min(1, say('task.error.title')).max(200, say('error.tooLong')),
  text: plainText.default(''),
  dueOn: taskDay.default(null),
  subject: z
    .object({ kind: z.enum(subjectKinds), key: z.string().min(1).max(60) })
    .nullable()
    .default(null),
  customerAssigneeId: person.default(null),
  companyAssigneeId: person.default(null),
  remindEveryDays: reminder.default(null),
  clientId: clientId.optional(),
});
export type NewTask = z.input<typeof newTask>;

/** The form a customer fills in; whose task it is the page knows. */
export const askForm = newTask
  .pick({ title: true, text: true, dueOn: true, customerAssigneeId: true, remindEveryDays: true })
  .extend({ clientId, about: z.string().max(80).default('') });
/** The form of our people: they pick the customer and who asks. */
export const deskAskForm = askForm.extend({
  customerId: z.string().min(1, say('task.error.customer')).max(40),
  askedBy: z.enum(sides),
  companyAssigneeId: person.default(null),
});

const answerText = plainText;
const saying = { text: answerText.default(''), clientId };
/** Everything the page of a task posts to itself: one of these, told apart by `act`. */
export const taskAct = z.discriminatedUnion('act', [
  z.object({
    act: z.enum(['comment', 'pass']),
    text: plainText.min(1, say('task.error.comment')),
    clientId,
  }),
  z.object({ act: z.enum(['start', 'complete', 'reopen', 'cancel']), ...saying }),
  z.object({ act: z.literal('due'), dueOn: taskDay, was: taskDay }),
  z.object({ act: z.literal('assign'), side: z.enum(sides), assigneeId: person, was: person }),
  z.object({ act: z.literal('watch') }),
  z.object({ act: z.literal('unwatch') }),
]);
export type TaskAct = z.output<typeof taskAct>;

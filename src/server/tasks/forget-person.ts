import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { taskEntries, tasks, taskWatchers } from '#db/schema/tasks.ts';
import type { Tx } from '#db/write.ts';
import { anyOf, mentions, without, type Forgotten } from '../platform/forgotten.ts';

/** Tasks stay, without the person's address and whole name; nobody waits for them to do one any more. */
export async function forgetPerson(tx: Tx, person: Forgotten): Promise<void> {
  const { userId, customerIds } = person;
  await tx.delete(taskWatchers).where(eq(taskWatchers.userId, userId));
  await tx.update(tasks).set({ customerAssigneeId: null }).where(eq(tasks.customerAssigneeId, userId));
  const near = or(sql`${tasks.customerId} in ${anyOf(customerIds)}`, eq(tasks.createdBy, userId));
  await tx
    .update(tasks)
    .set({ title: without(tasks.title, person), text: without(tasks.text, person) })
    .where(and(near, or(mentions(tasks.title, person), mentions(tasks.text, person))));
  const ids = tx.select({ id: tasks.id }).from(tasks).where(near);
  await tx
    .update(taskEntries)
    .set({ text: without(taskEntries.text, person) })
    .where(
      and(or(inArray(taskEntries.taskId, ids), eq(taskEntries.byUserId, userId)), mentions(taskEntries.text, person)),
    );
}

import type { MessageForPerson, Thread } from '#server/conversations/index.ts';

/** The last message somebody wrote; activity lines are nobody's. */
export const lastSaid = ({ messages }: Thread): MessageForPerson | undefined =>
  messages.findLast((message) => message.author !== 'activity');

import type { Reader } from '#db/client.ts';
import { assignmentsOf } from './conversation.queries.ts';

/** A time a conversation was with people: from the hand-over until it was resolved or given back to the assistant. */
export interface Stay {
  began: Date;
  /** Null while it lasts. */
  ended: Date | null;
}

/** All stays of a conversation among the people, latest first. Passed on to a colleague, it stays. For callers that hold it. */
export async function staysOf(db: Reader, conversationId: string): Promise<Stay[]> {
  const stays: Stay[] = [];
  for (const { createdAt, endedAt } of await assignmentsOf(db, conversationId)) {
    const later = stays.at(-1);
    // Who passes it on ends one assignment and begins the next in the same moment.
    if (later && endedAt?.getTime() === later.began.getTime()) later.began = createdAt;
    else stays.push({ began: createdAt, ended: endedAt });
  }
  return stays;
}

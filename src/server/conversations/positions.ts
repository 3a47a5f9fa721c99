import { and, eq, max, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { preparedOne } from '#db/prepared.ts';
import { conversationPositions, messages } from '#db/schema/conversations.ts';

/** How a side stands: what reached it, and what it has looked at. Sequence numbers. */
export interface Position {
  delivered: number;
  read: number;
}

/** The row of whoever the conversation belongs to. */
export const PERSON = 'person';

const at = eq(conversationPositions.conversationId, sql.placeholder('conversationId'));
const columns = { delivered: max(conversationPositions.delivered), read: max(conversationPositions.read) };
const ofPerson = preparedOne((db) =>
  db
    .select(columns)
    .from(conversationPositions)
    .where(and(at, eq(conversationPositions.participant, PERSON))),
);
const ofStaff = preparedOne((db) =>
  db
    .select(columns)
    .from(conversationPositions)
    .where(and(at, ne(conversationPositions.participant, PERSON))),
);
const lastBy = (...authors: ('person' | 'agent' | 'assistant')[]) =>
  preparedOne((db) =>
    db
      .select({ sequence: max(messages.sequence) })
      .from(messages)
      .where(
        and(
          eq(messages.conversationId, sql.placeholder('conversationId')),
          or(...authors.map((author) => eq(messages.author, author))),
        ),
      ),
  );
const lastByPerson = lastBy('person');
const lastByStaff = lastBy('agent', 'assistant');

type Row = { delivered: number | null; read: number | null } | undefined | null;
type Last = { sequence: number | null } | undefined | null;

/** Who answers has read what came before. */
const positionOf = (row: Row, last: Last): Position => {
  const read = Math.max(row?.read ?? 0, last?.sequence ?? 0);
  return { read, delivered: Math.max(row?.delivered ?? 0, read) };
};

/** How far the person has got. Two reads. */
export const positionOfPerson = async (db: Reader, conversationId: string): Promise<Position> =>
  positionOf(await ofPerson(db, { conversationId }), await lastByPerson(db, { conversationId }));

/** How far those who answer have got: the agents who held it, and the assistant as far as it has answered. Two reads. */
export const positionOfStaff = async (db: Reader, conversationId: string): Promise<Position> =>
  positionOf(await ofStaff(db, { conversationId }), await lastByStaff(db, { conversationId }));

/** Rows that are not yet as far as `to`: what a guarded move may change. */
export const isBehind = (to: Position): SQL =>
  sql`(${conversationPositions.read} < ${to.read} or ${conversationPositions.delivered} < ${to.delivered})`;

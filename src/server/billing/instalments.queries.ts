import { asc, eq, sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { prepared } from '#db/prepared.ts';
import { invoiceInstalments } from '#db/schema/billing.ts';
import type { Tx } from '#db/write.ts';
import type { Instalment } from './invoice.ts';

const find = prepared((db) =>
  db
    .select({ dueOn: invoiceInstalments.dueOn, amount: invoiceInstalments.amount })
    .from(invoiceInstalments)
    .where(eq(invoiceInstalments.invoiceId, sql.placeholder('invoiceId')))
    .orderBy(asc(invoiceInstalments.position)),
);

/** The parts in which an invoice is paid; none when all of it is due on one day. */
export const planOf = (db: Reader | Tx, input: { invoiceId: string }): Promise<Instalment[]> => find(db, input);

import { eq, sql } from 'drizzle-orm';
import { events } from '#db/schema/events.ts';
import { notifications } from '#db/schema/notifications.ts';
import { mailOutbox } from '#db/schema/platform.ts';
import { customers } from '#db/schema/customers.ts';
import { users } from '#db/schema/identity.ts';
import { onDigestDue, onMailDue, onNotifiable } from '#server/notifications/index.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import type { Mailer } from '#server/platform/mailer.ts';
import { openShop, type Shop } from '../billing/shop.ts';

export interface House extends Shop {
  dispatcher: EventDispatcher;
  /** Everything published so far has been told, and its mail has gone. */
  told(): Promise<void>;
  mails(): Promise<(typeof mailOutbox.$inferSelect)[]>;
  /** In the order in which they were told. */
  of(userId: string): Promise<(typeof notifications.$inferSelect)[]>;
  /** Makes every event look as if nobody had heard of it: it is delivered again. */
  forgetDeliveries(): Promise<void>;
  setPerson(userId: string, set: Partial<typeof users.$inferInsert>): Promise<void>;
  setManager(customerId: string, managerId: string): Promise<void>;
}

/** The shop with everything that tells people of something. */
export async function openHouse(mailer?: (shop: Shop) => Mailer): Promise<House> {
  const shop = await openShop();
  if (mailer) shop.platform.mailer = mailer(shop);
  const start = () =>
    new EventDispatcher({
      db: shop.db,
      clock: shop.clock,
      log: shop.platform.log,
      subscriptions: [...onNotifiable(shop), onMailDue(shop), onDigestDue(shop)],
    });
  const dispatcher = start();
  return {
    ...shop,
    dispatcher,
    told: () => dispatcher.settled(),
    mails: () => shop.db.read.select().from(mailOutbox).orderBy(mailOutbox.createdAt, mailOutbox.id),
    of: (userId) =>
      shop.db.read
        .select()
        .from(notifications)
        .where(eq(notifications.userId, userId))
        .orderBy(sql`rowid`),
    forgetDeliveries: async () => {
      const again = start();
      await shop.db.write(async (tx) => {
        const kept = await tx.select().from(events);
        await tx.delete(events);
        if (kept.length > 0) await tx.insert(events).values(kept.map((event) => ({ ...event, dispatchedAt: null })));
      });
      await again.settled();
      await again.stop();
    },
    setPerson: async (userId, set) => {
      await shop.db.write((tx) => tx.update(users).set(set).where(eq(users.id, userId)));
    },
    setManager: async (customerId, managerId) => {
      await shop.db.write((tx) => tx.update(customers).set({ managerId }).where(eq(customers.id, customerId)));
    },
    close: async () => {
      await dispatcher.stop();
      await shop.close();
    },
  };
}

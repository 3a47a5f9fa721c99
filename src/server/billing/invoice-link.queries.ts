import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { prepared, preparedOne } from '#db/prepared.ts';
import { invoices } from '#db/schema/billing.ts';
import { invoiceLinks } from '#db/schema/invoice-links.ts';
import type { Ctx } from '../context.ts';
import { viewerOfUser } from '../customers/index.ts';
import { getPeople, type UserViewer } from '../identity/index.ts';
import { getInvoice } from './invoice.queries.ts';
import type { PayChoice } from './payment-choice.ts';
import type { InvoiceDetails } from './invoice.presenter.ts';
import { canShareInvoice } from './invoice.policy.ts';
import { claimedLinkId, isSigned, signLink } from './invoice-link.ts';
import { linkSecret } from './link-secret.ts';

export interface InvoiceLinkView {
  id: string;
  madeBy: string;
  createdAt: Date;
  expiresAt: Date;
  lastOpenedAt: Date | null;
  state: 'live' | 'expired' | 'revoked';
  /** For those who may give it out again; null once it is over. */
  token: string | null;
}

const linksOf = prepared((db) =>
  db
    .select({ link: invoiceLinks, customerId: invoices.customerId, status: invoices.status })
    .from(invoices)
    .innerJoin(invoiceLinks, eq(invoiceLinks.invoiceId, invoices.id))
    .where(eq(invoices.number, sql.placeholder('number')))
    .orderBy(desc(invoiceLinks.createdAt))
    .limit(50),
);
const findLink = preparedOne((db) =>
  db
    .select({ link: invoiceLinks, number: invoices.number })
    .from(invoiceLinks)
    .innerJoin(invoices, eq(invoices.id, invoiceLinks.invoiceId))
    .where(eq(invoiceLinks.id, sql.placeholder('id'))),
);

/** Every link of an invoice, the latest first, for those who may give one out; empty for everyone else. */
export async function listInvoiceLinks(ctx: Ctx, number: string): Promise<InvoiceLinkView[]> {
  const rows = await linksOf(ctx.db.read, { number });
  const first = rows[0];
  if (!first || !canShareInvoice(ctx.viewer, first)) return [];
  const secret = await linkSecret(ctx);
  const people = await getPeople(
    ctx.db.read,
    rows.map(({ link }) => link.createdById),
  );
  const now = ctx.clock.now();
  return rows.map(({ link }) => {
    const state = link.revokedAt !== null ? 'revoked' : link.expiresAt <= now ? 'expired' : 'live';
    return {
      id: link.id,
      madeBy: people.get(link.createdById)?.name ?? '',
      createdAt: link.createdAt,
      expiresAt: link.expiresAt,
      lastOpenedAt: link.lastOpenedAt,
      state,
      token: state === 'live' && secret !== null ? signLink(secret, link) : null,
    };
  });
}

/** What a link leads to. */
export interface LinkedInvoice {
  linkId: string;
  /** Who gave it out: the link sees what they may see, no more. */
  maker: Ctx<UserViewer>;
  invoice: InvoiceDetails;
  expiresAt: Date;
}

/**
 * The invoice behind a link. Null, always for the same reason to the outside, for a token that is none of ours, was changed,
 * has expired or was revoked, and when whoever made it may no longer see the invoice themselves. `choice` as in `getInvoice`.
 */
export async function findByLink(
  ctx: Ctx,
  token: string,
  choice?: { pay: PayChoice; amount?: number | undefined },
): Promise<LinkedInvoice | null> {
  const id = claimedLinkId(token);
  const secret = await linkSecret(ctx);
  if (id === null || secret === null) return null;
  const row = await findLink(ctx.db.read, { id });
  if (!row || !isSigned(secret, token, row.link)) return null;
  const { link, number } = row;
  if (link.revokedAt !== null || link.expiresAt <= ctx.clock.now()) return null;
  const viewer = await viewerOfUser(ctx.db, link.createdById);
  if (!viewer) return null;
  const maker = { ...ctx, viewer };
  const invoice = await getInvoice(maker, number, choice);
  if (!invoice || !canShareInvoice(viewer, invoice)) return null;
  // What the customer has with us is theirs to know, and to use.
  return { linkId: link.id, maker, invoice: { ...invoice, credit: 0 }, expiresAt: link.expiresAt };
}

/** A link is opened often when it is mailed around: its list tells the minute, not every look. */
const NOTED_EVERY_MS = 60_000;

/** Remembers that somebody opened a link, for the list of links. */
export async function noteLinkOpened(ctx: Ctx, linkId: string): Promise<void> {
  const now = ctx.clock.now();
  const before = new Date(now.getTime() - NOTED_EVERY_MS);
  await ctx.db.write((tx) =>
    tx
      .update(invoiceLinks)
      .set({ lastOpenedAt: now, opened: sql`${invoiceLinks.opened} + 1` })
      .where(
        and(eq(invoiceLinks.id, linkId), or(isNull(invoiceLinks.lastOpenedAt), lt(invoiceLinks.lastOpenedAt, before))),
      ),
  );
}

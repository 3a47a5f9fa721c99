import { afterEach, beforeEach, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { sessions } from '#db/schema/identity.ts';
import { getInvoice, listInvoices } from '#server/billing/index.ts';
import {
  leavePreview,
  listPreviews,
  previewRoles,
  setVisibility,
  startPreview,
  viewerOfPreview,
  viewerOfUser,
} from '#server/customers/index.ts';
import { isCustomer, isStaff, type Role, type UserViewer } from '#server/identity/index.ts';
import { openShop, type Shop } from '../billing/shop.ts';

let shop: Shop;
let customerId: string;
beforeEach(async () => {
  shop = await openShop();
  customerId = await shop.customer('ООО «Северный ветер»');
});
afterEach(() => shop.close());

/** One of our people (or not) with a session of their own. */
async function signedIn(role: Role): Promise<UserViewer> {
  const userId = await shop.person(role);
  const viewer = await viewerOfUser(shop.db, userId);
  if (!viewer) throw new Error('known');
  const sessionId = `session-of-${userId}`;
  await shop.db.write((tx) =>
    tx.insert(sessions).values({
      idHash: sessionId,
      userId,
      publicId: sessionId,
      expiresAt: new Date('2026-12-31T00:00:00Z'),
      createdAt: shop.clock.now(),
      userAgent: '',
      address: '',
      customerId: null,
    }),
  );
  return { ...viewer, sessionId };
}

const previewOf = async (viewer: UserViewer) => {
  const [row] = await shop.db.read
    .select({ id: sessions.previewId })
    .from(sessions)
    .where(eq(sessions.publicId, viewer.sessionId));
  return row?.id ?? null;
};

it.each(previewRoles)('staff see what a customer sees as %s, under a name that owns nothing', async (role) => {
  const number = await shop.invoice(customerId, 5_000);
  const agent = await signedIn('agent');
  expect(await startPreview(shop.as(agent), { customerId, role })).toMatchObject({ ok: true });
  const shown = await viewerOfPreview(shop.db, agent, (await previewOf(agent)) ?? '');
  if (!shown) throw new Error('a look has begun');
  expect(isCustomer(shown) && !isStaff(shown)).toBe(true);
  expect(shown).toMatchObject({ customerId, preview: { staffId: agent.userId } });
  expect(shown.userId).not.toBe(agent.userId);
  const member = await shop.member(customerId, role);
  expect(shown.memberships).toEqual(member.memberships);
  const own = await listInvoices(shop.as(member));
  expect(await listInvoices(shop.as(shown))).toEqual(own);
  expect((await getInvoice(shop.as(shown), number)) === null).toBe(own === null);
});

it('what the company hides is hidden in the look as well, from the next request on', async () => {
  const agent = await signedIn('supervisor');
  await startPreview(shop.as(agent), { customerId, role: 'owner' });
  const id = (await previewOf(agent)) ?? '';
  await setVisibility(shop.system, { scope: 'everyone', target: '', hides: ['invoices', 'order.prices'], shows: [] });
  const shown = await viewerOfPreview(shop.db, agent, id);
  expect(shown?.memberships).toMatchObject([{ hiddenFields: ['order.prices'] }]);
  expect(shown?.memberships[0]?.sections).not.toContain('invoices');
});

it('only those who look after customers look at cabinets, and only in a session of their own', async () => {
  for (const role of ['editor', 'customer'] as const) {
    const viewer = await signedIn(role);
    expect(await startPreview(shop.as(viewer), { customerId, role: 'owner' })).toMatchObject({ ok: false });
    expect(await previewOf(viewer)).toBeNull();
  }
  const agent = await signedIn('agent');
  expect(await startPreview(shop.as(agent), { customerId: 'unknown', role: 'owner' })).toMatchObject({ ok: false });
  await startPreview(shop.as(agent), { customerId, role: 'owner' });
  const id = (await previewOf(agent)) ?? '';
  expect(await viewerOfPreview(shop.db, await signedIn('admin'), id)).toBeNull();
  // Moved to another job in the meantime.
  expect(await viewerOfPreview(shop.db, { ...agent, role: 'editor' }, id)).toBeNull();
});

it('every look is kept: who, whose, as whom, from when to when', async () => {
  const agent = await signedIn('agent');
  const admin = await signedIn('admin');
  await startPreview(shop.as(agent), { customerId, role: 'accountant' });
  const id = (await previewOf(agent)) ?? '';
  const shown = await viewerOfPreview(shop.db, agent, id);
  if (!shown) throw new Error('a look has begun');
  expect(await listPreviews(shop.as(admin))).toMatchObject({ total: 1, previews: [{ endedAt: null }] });
  shop.clock.advance(60_000);
  expect(await leavePreview(shop.as(shown))).toEqual({ ok: true, value: { customerId } });
  expect(await previewOf(agent)).toBeNull();
  expect(await viewerOfPreview(shop.db, agent, id)).toBeNull();
  expect(await listPreviews(shop.as(agent), { customerId })).toMatchObject({
    previews: [
      {
        staffName: agent.name,
        customerName: 'ООО «Северный ветер»',
        role: 'accountant',
        startedAt: new Date('2026-11-19T11:00:00Z'),
        endedAt: new Date('2026-11-19T11:01:00Z'),
      },
    ],
  });
  // All of them are for the admin alone, and nobody of a customer learns of any.
  expect(await listPreviews(shop.as(agent))).toBeNull();
  expect(await listPreviews(shop.as(shown), { customerId })).toBeNull();
  expect(await leavePreview(shop.as(agent))).toMatchObject({ ok: false });
});

import {
  isInvitationOpen,
  memberAdded,
  memberInvited,
  memberRemoved,
  memberRoleChanged,
  peopleOfCustomer,
} from '../customers/index.ts';
import {
  emailChanged,
  getPerson,
  newDeviceSignedIn,
  passkeyAdded,
  passkeyRemoved,
  passwordChanged,
  recoveryCodesRenewed,
  secondFactorDisabled,
  secondFactorEnabled,
} from '../identity/index.ts';
import { subscribe, type EventType, type Subscription } from '../platform/events.ts';
import type { Kind } from './kinds.ts';
import { membersFor } from './receivers.ts';
import { systemCtx, type App } from './system-ctx.ts';
import { tell } from './tell.ts';

/** Who may do what at a customer is the owners' concern. */
const owns = (customerId: string) => (viewer: { memberships: readonly { customerId: string; role: string }[] }) =>
  viewer.memberships.some((member) => member.customerId === customerId && member.role === 'owner');

/** Colleagues who come and go, and what touches a person's own account. An import by the application tells nobody. */
export const onPeople = (app: App): Subscription[] => [
  subscribe(memberAdded, 'notifications.member-added', async ({ id, payload, createdAt: at }) => {
    const { customerId, userId, byUserId } = payload;
    if (byUserId === null) return;
    const ctx = systemCtx(app);
    const person = await getPerson(ctx.db.read, userId);
    if (!person) return;
    const { name } = await peopleOfCustomer(ctx.db.read, customerId);
    // Whose name it is stands beside it, so that it can be forgotten with them.
    const values = { name: person.name, customer: name, userId };
    const owners = await membersFor(ctx, 'member.added', {
      customerId,
      except: [byUserId, userId],
      also: owns(customerId),
    });
    const common = { customerId, target: 'home:', values, at };
    await tell(ctx, { ...common, key: `${id}:owners`, kind: 'member.added' }, owners);
    const added = userId === byUserId ? [] : [userId];
    await tell(ctx, { ...common, key: `${id}:person`, kind: 'member.youAdded' }, added);
  }),
  subscribe(memberInvited, 'notifications.member-invited', async ({ payload, createdAt: at }) => {
    const { customerId, invitationId, byUserId } = payload;
    const ctx = systemCtx(app);
    const by = await getPerson(ctx.db.read, byUserId);
    if (!by || !(await isInvitationOpen(ctx.db.read, invitationId))) return;
    const { name: customer } = await peopleOfCustomer(ctx.db.read, customerId);
    // The address stands on the page of people: there it goes with the invitation.
    const values = { name: by.name, userId: byUserId, customer };
    const owners = await membersFor(ctx, 'member.invited', { customerId, except: [byUserId], also: owns(customerId) });
    // An invitation that is mailed once more is the same one.
    const about = { key: `invitation:${invitationId}`, kind: 'member.invited', target: 'people:' } as const;
    await tell(ctx, { ...about, customerId, values, at }, owners);
  }),
  subscribe(memberRemoved, 'notifications.member-removed', async ({ id, payload, createdAt: at }) => {
    const { customerId, userId, byUserId } = payload;
    const ctx = systemCtx(app);
    const person = await getPerson(ctx.db.read, userId);
    if (!person) return;
    const { name } = await peopleOfCustomer(ctx.db.read, customerId);
    const values = { name: person.name, customer: name, userId };
    const owners = await membersFor(ctx, 'member.removed', { customerId, except: [byUserId], also: owns(customerId) });
    const removed = { key: `${id}:owners`, kind: 'member.removed', customerId, target: 'people:', values, at } as const;
    await tell(ctx, removed, owners);
    // They belong to the company no more: it concerns them alone.
    const gone = {
      ...removed,
      key: `${id}:person`,
      kind: 'member.youRemoved',
      customerId: null,
      target: 'home:',
    } as const;
    await tell(ctx, gone, userId === byUserId ? [] : [userId]);
  }),
  subscribe(memberRoleChanged, 'notifications.member-role', async ({ id, payload, createdAt: at }) => {
    const { customerId, userId, byUserId } = payload;
    const ctx = systemCtx(app);
    const { name } = await peopleOfCustomer(ctx.db.read, customerId);
    const about = { key: id, kind: 'member.roleChanged', customerId, target: 'home:', at } as const;
    await tell(ctx, { ...about, values: { customer: name } }, userId === byUserId ? [] : [userId]);
  }),
  subscribe(emailChanged, 'notifications.email-changed', ({ id, payload, createdAt: at }) => {
    const about = { key: id, kind: 'security.email', customerId: null, target: 'account:', values: {}, at } as const;
    return tell(systemCtx(app), about, [payload.userId]);
  }),
  ...security.map(([event, kind, target, name]) =>
    subscribe(event, name, ({ id, payload, createdAt: at }) =>
      tell(systemCtx(app), { key: id, kind, customerId: null, target, values: {}, at }, [payload.userId]),
    ),
  ),
];

/** What touches a person's own sign-in is told to them whoever did it: it may have been somebody else. */
const security: readonly [EventType<{ userId: string }>, Kind, string, string][] = [
  [passwordChanged, 'security.password', 'account:', 'notifications.password-changed'],
  [newDeviceSignedIn, 'security.device', 'sessions:', 'notifications.new-device'],
  [passkeyAdded, 'security.passkeyAdded', 'security:', 'notifications.passkey-added'],
  [passkeyRemoved, 'security.passkeyRemoved', 'security:', 'notifications.passkey-removed'],
  [secondFactorEnabled, 'security.appOn', 'security:', 'notifications.second-factor-enabled'],
  [secondFactorDisabled, 'security.appOff', 'security:', 'notifications.second-factor-disabled'],
  [recoveryCodesRenewed, 'security.codes', 'security:', 'notifications.recovery-codes-renewed'],
];

import { memberAdded, peopleOfCustomer } from '../customers/index.ts';
import { getPerson, passwordChanged } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
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
  subscribe(passwordChanged, 'notifications.password-changed', async ({ id, payload, createdAt: at }) => {
    const occurrence = {
      key: id,
      kind: 'security.password',
      customerId: null,
      target: 'account:',
      values: {},
      at,
    } as const;
    await tell(systemCtx(app), occurrence, [payload.userId]);
  }),
];

import { createUser, systemViewer, type UserViewer, type VisitorViewer } from '#server/identity/index.ts';
import { addMember, createCustomer, viewerOfUser } from '#server/customers/index.ts';
import { handOff, startConversation, type AssignmentSummary } from '#server/conversations/index.ts';
import type { Ctx } from '#server/context.ts';
import type { Result } from '#server/platform/result.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';

/** A customer's person, two agents, an editor, and visitors, in a database of their own. */
export interface Story extends TestDatabase {
  marina: UserViewer;
  pavel: UserViewer;
  anna: UserViewer;
  timur: UserViewer;
  vera: UserViewer;
  guest: VisitorViewer;
  system: ReturnType<typeof systemViewer>;
}

export const visitor = (visitorHash: string | null): VisitorViewer => ({ kind: 'visitor', visitorHash, locale: 'ru' });

/** The value of something that had to succeed. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

export async function openStory(): Promise<Story> {
  const base = await openTestDatabase();
  const system = systemViewer('test story');
  const ctx = base.ctx(system);
  const customer = async (name: string) =>
    must(await createCustomer(ctx, { kind: 'company', name, locale: 'ru' })).customerId;
  const user = async (name: string, role: UserViewer['role'], customerId?: string): Promise<UserViewer> => {
    const email = `${name.toLowerCase()}@dubrava.example`;
    const { userId } = must(await createUser(ctx, { email, name, role, locale: 'ru', title: `о ${name}` }));
    if (customerId) must(await addMember(ctx, { customerId, userId, role: 'owner' }));
    const viewer = await viewerOfUser(base.db, userId);
    if (!viewer) throw new Error('unknown user');
    return viewer;
  };
  return {
    ...base,
    system,
    marina: await user('Marina', 'customer', await customer('ООО «Северный ветер»')),
    pavel: await user('Pavel', 'customer', await customer('Клиника «Гранат»')),
    anna: await user('Anna', 'agent'),
    timur: await user('Timur', 'agent'),
    vera: await user('Vera', 'editor'),
    guest: visitor('guest-hash'),
  };
}

export const summary: AssignmentSummary = {
  request: 'Перенести доставку',
  reason: 'conversation.takeFirst',
  path: [],
  answers: [],
  candidates: [],
};

export async function start(ctx: Ctx, text = 'Где мой заказ?', clientId = 'client-0001'): Promise<string> {
  return must(await startConversation(ctx, { locale: 'ru', clientId, text })).conversationId;
}

/** A conversation that waits for a person. */
export async function startWaiting(story: Story, ctx: Ctx): Promise<string> {
  const conversationId = await start(ctx);
  must(await handOff(story.ctx(story.system), { conversationId, queue: 'delivery', reason: summary.reason, summary }));
  return conversationId;
}

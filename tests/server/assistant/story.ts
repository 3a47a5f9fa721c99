import {
  learnKnowledge,
  onContentPublished,
  onMessagePosted,
  onScenarioNotHelped,
  seedScenarios,
} from '#server/assistant/index.ts';
import { createInvoice, openInvoice } from '#server/billing/index.ts';
import type { Ctx } from '#server/context.ts';
import {
  getConversation,
  listMessages,
  postMessage,
  startConversation,
  type Conversation,
  type Message,
} from '#server/conversations/index.ts';
import { addMember, createCustomer, viewerOfUser } from '#server/customers/index.ts';
import { seedHelpCenter } from '#server/help-center/index.ts';
import {
  createUser,
  systemViewer,
  type SystemViewer,
  type UserViewer,
  type Viewer,
  type VisitorViewer,
} from '#server/identity/index.ts';
import { placeOrder, recordOrderEvent } from '#server/orders/index.ts';
import type { Embedder } from '#server/platform/embedder.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import type { Result } from '#server/platform/result.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { sharedEmbedder } from '#support/embedder.ts';

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** A help center with its scenarios, a customer with a late order and an invoice, and the assistant at work. */
export interface Story extends TestDatabase {
  embedder: Embedder;
  events: EventDispatcher;
  marina: UserViewer;
  anna: UserViewer;
  guest: VisitorViewer;
  system: Ctx<SystemViewer>;
  /** Starts a conversation and waits for the answer. */
  chat(viewer: Viewer, text: string, articleKey?: string): Promise<Chat>;
}

/** A conversation as its person sees it. */
export class Chat {
  readonly id: string;
  readonly #story: Pick<Story, 'ctx' | 'events' | 'system'>;
  readonly #viewer: Viewer;

  constructor(story: Pick<Story, 'ctx' | 'events' | 'system'>, viewer: Viewer, id: string) {
    this.id = id;
    this.#story = story;
    this.#viewer = viewer;
  }

  /** Writes or presses something; gives what was said back. */
  async say(text: string, reply?: string): Promise<Message[]> {
    const before = (await this.messages()).length;
    const ctx = this.#story.ctx(this.#viewer);
    must(await postMessage(ctx, { conversationId: this.id, clientId: ctx.ids.next(), text, reply }));
    await this.#story.events.settled();
    return (await this.messages()).slice(before + 1);
  }

  messages(): Promise<Message[]> {
    return listMessages(this.#story.system, this.id);
  }

  async last(): Promise<Message> {
    const message = (await this.messages()).findLast((each) => each.author === 'assistant');
    if (!message) throw new Error('the assistant has said nothing');
    return message;
  }

  async conversation(): Promise<Conversation> {
    const conversation = await getConversation(this.#story.system, this.id);
    if (!conversation) throw new Error('no such conversation');
    return conversation;
  }
}

export async function openStory(): Promise<Story> {
  const embedder = await sharedEmbedder();
  const base = await openTestDatabase({ embedder });
  const system = base.ctx(systemViewer('test story'));
  await seedHelpCenter(system);
  await seedScenarios(system);
  const marina = await addMarina(base, system);
  const anna = await addUser(base, system, { email: 'a@dubrava.example', name: 'Анна Ковалёва', role: 'agent' });
  const { clock, db, platform } = base;
  const subscriptions = [onMessagePosted(base), onScenarioNotHelped(base), ...onContentPublished(base)];
  const events = new EventDispatcher({ db, clock, log: platform.log, subscriptions });
  events.start();
  await events.settled();
  await learnKnowledge(system);
  const story = { ...base, embedder, events, marina, anna, system };
  return {
    ...story,
    guest: { kind: 'visitor', visitorHash: 'guest-hash', locale: 'ru' },
    chat: async (viewer, text, articleKey) => {
      const clientId = system.ids.next();
      const started = must(await startConversation(base.ctx(viewer), { locale: 'ru', clientId, text, articleKey }));
      await events.settled();
      return new Chat(story, viewer, started.conversationId);
    },
    close: async () => {
      await events.stop();
      await base.close();
    },
  };
}

async function addUser(
  base: TestDatabase,
  system: Ctx<SystemViewer>,
  person: { email: string; name: string; role: UserViewer['role'] },
): Promise<UserViewer> {
  const { userId } = must(await createUser(system, { ...person, locale: 'ru' }));
  const viewer = await viewerOfUser(base.db, userId);
  if (!viewer) throw new Error('unknown user');
  return viewer;
}

async function addMarina(base: TestDatabase, system: Ctx<SystemViewer>): Promise<UserViewer> {
  const company = { kind: 'company', name: 'ООО «Северный ветер»', locale: 'ru' } as const;
  const { customerId } = must(await createCustomer(system, company));
  const { userId } = await addUser(base, system, {
    email: 'm@sever.example',
    name: 'Марина Соколова',
    role: 'customer',
  });
  must(await addMember(system, { customerId, userId, role: 'owner' }));
  const lines = [{ description: 'Стол «Совет»', quantity: 1, unitPrice: 41_800_000 }];
  const order = { number: '2418', customerId, title: 'Переговорная «Совет»', currency: 'RUB', lines } as const;
  must(
    await placeOrder(system, { ...order, placedOn: '2026-10-01', promisedOn: '2026-11-20', withInstallation: true }),
  );
  const happened = [
    { type: 'accepted' },
    { type: 'drawings_approved' },
    { type: 'production_started' },
    { type: 'delayed', newDate: '2026-11-27', reason: 'шпон пришёл на неделю позже' },
  ] as const;
  for (const event of happened) must(await recordOrderEvent(system, { number: '2418', event }));
  const invoice = { number: '1042', customerId, title: 'Доплата 40 %', currency: 'RUB', taxRate: 2200 } as const;
  const line = { description: 'Доплата', quantity: 1, unit: 'шт.', unitPrice: 16_720_000 };
  must(await createInvoice(system, { ...invoice, issuedOn: '2026-11-10', dueOn: '2026-11-17', lines: [line] }));
  must(await openInvoice(system, { number: '1042' }));
  const viewer = await viewerOfUser(base.db, userId);
  if (!viewer) throw new Error('unknown user');
  return viewer;
}

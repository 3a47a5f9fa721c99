import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInvoice, openInvoice } from '#server/billing/index.ts';
import { onPersonErased } from '#server/assistant/index.ts';
import { postWithFiles, saveDraft, startConversation } from '#server/conversations/index.ts';
import { addMember, createCustomer, inviteColleague, viewerOfUser } from '#server/customers/index.ts';
import { answerDocument, offerDocument } from '#server/documents/index.ts';
import { storeMade } from '#server/files/index.ts';
import { createUser, systemViewer, type MemberRole, type Role, type UserViewer } from '#server/identity/index.ts';
import { carryOutErasures, onErasure } from '#server/my-data/index.ts';
import { onNotifiable } from '#server/notifications/index.ts';
import { placeOrder, recordOrderEvent } from '#server/orders/index.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import type { Mail } from '#server/platform/mailer.ts';
import { attachToTask, commentOnTask, createTask } from '#server/tasks/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { samplePdf } from '#support/sample-files.ts';

export const NAME = 'Марина Соколова';
export const EMAIL = 'm.sokolova@sever.example';
export const PASSWORD = 'сосна и кедр';
export const DAY_MS = 86_400_000;

export function must<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

export interface House extends TestDatabase {
  customerId: string;
  marina: UserViewer;
  stranger: UserViewer;
  agent: UserViewer;
  supervisor: UserViewer;
  /** Every mail that went out, as it was. */
  sent: Mail[];
  /** While true no mail goes out. */
  mailIsDown: boolean;
  person(name: string, email: string, role: Role, of?: [string, MemberRole]): Promise<UserViewer>;
  upload(name: string, content: string): Promise<{ field: string; path: string; name: string; declaredType: string }>;
  /** Everything published so far has been told. */
  told(): Promise<void>;
  /** What regular work does; gives how many were forgotten. */
  work(): Promise<number>;
}

/** Two customers with one owner each, an agent and a supervisor; nothing has happened yet. */
export async function openHouse(): Promise<House> {
  const base = await openTestDatabase();
  const system = base.ctx(systemViewer('test'));
  const customer = async (name: string) =>
    must(await createCustomer(system, { kind: 'company', name, locale: 'ru' })).customerId;
  const person: House['person'] = async (name, email, role, of) => {
    const { userId } = must(await createUser(system, { name, email, role, locale: 'ru', password: PASSWORD }));
    if (of) must(await addMember(system, { customerId: of[0], userId, role: of[1] }));
    const viewer = await viewerOfUser(base.db, userId);
    if (!viewer) throw new Error('nobody');
    return viewer;
  };
  const customerId = await customer('Северный ветер');
  const { mailer } = base.platform;
  const house: House = {
    ...base,
    customerId,
    marina: await person(NAME, EMAIL, 'customer', [customerId, 'owner']),
    stranger: await person('Павел Дорохов', 'p@granat.example', 'customer', [await customer('Гранат'), 'owner']),
    agent: await person('Анна Ковалёва', 'a@dubrava.example', 'agent'),
    supervisor: await person('Игорь Громов', 'i@dubrava.example', 'supervisor'),
    sent: [],
    mailIsDown: false,
    person,
    upload: async (name, content) => {
      const path = join(base.dataDir, name);
      await writeFile(path, content);
      return { field: 'files', path, name, declaredType: 'text/plain' };
    },
    told: () => dispatcher.settled(),
    work: () => carryOutErasures(system),
    close: async () => {
      await dispatcher.stop();
      await base.close();
    },
  };
  base.platform.mailer = {
    ...mailer,
    send: async (mail) => {
      if (house.mailIsDown) throw new Error('the mail server does not answer');
      house.sent.push(mail);
      await mailer.send(mail);
    },
  };
  const dispatcher = new EventDispatcher({
    db: base.db,
    clock: base.clock,
    log: base.platform.log,
    subscriptions: [...onErasure(base), onPersonErased(base), ...onNotifiable(base)],
  });
  return house;
}

/** An invoice, an order, documents, a task and a conversation of one customer, with files and the person's name in texts. */
export async function fillAffairs(house: House, owner: UserViewer, mark: string): Promise<void> {
  const system = house.ctx(systemViewer('test'));
  const { agent } = house;
  const mine = house.ctx(owner);
  const customerId = owner.customerId ?? '';
  const lines = [{ description: `Стол ${mark}`, quantity: 1, unit: 'шт', unitPrice: 100_00 }];
  const common = { customerId, currency: 'RUB', title: `Столы ${mark}` } as const;
  must(
    await createInvoice(system, {
      ...common,
      number: `СЧ-${mark}`,
      taxRate: 2200,
      issuedOn: '2026-11-10',
      dueOn: '2026-11-24',
      lines,
    }),
  );
  must(await openInvoice(system, { number: `СЧ-${mark}` }));
  must(
    await placeOrder(system, {
      ...common,
      number: `З-${mark}`,
      placedOn: '2026-11-10',
      promisedOn: '2026-12-10',
      withInstallation: false,
      lines: [{ description: 'Стол', quantity: 1, unitPrice: 100_00 }],
    }),
  );
  const approved = { type: 'accepted', note: `Согласовал(а) ${owner.name}` } as const;
  must(await recordOrderEvent(system, { number: `З-${mark}`, event: approved }));
  const file = await storeMade(house.ctx(agent), {
    name: `Договор ${mark}.pdf`,
    mediaType: 'application/pdf',
    bytes: samplePdf(mark),
  });
  const { documentId } = must(
    await offerDocument(house.ctx(agent), {
      customerId,
      kind: 'contract',
      title: `Договор ${mark}`,
      asks: 'acceptance',
      subject: null,
      note: null,
      file,
    }),
  );
  must(await answerDocument(mine, documentId, { act: 'accept', version: 1 }));
  const hello = `Пишет ${owner.name}, мой адрес ${owner.email}`;
  const { taskId } = must(await createTask(mine, { customerId, title: `Замер ${mark}`, text: hello }));
  must(await commentOnTask(mine, { taskId, text: hello, clientId: `comment-${mark}`, pass: false }));
  must(await attachToTask(mine, { taskId, uploads: [await house.upload(`план ${mark}.txt`, `план ${mark}`)] }));
  const { conversationId } = must(
    await startConversation(mine, { locale: 'ru', clientId: `start-${mark}`, text: hello }),
  );
  const uploads = [await house.upload(`фото ${mark}.txt`, `фото ${mark}`)];
  must(await postWithFiles(mine, { conversationId, clientId: `files-${mark}`, text: hello, uploads }));
  must(await saveDraft(mine, { place: 'new', text: hello }));
  must(await inviteColleague(mine, { customerId, email: `гость-${mark}@example.com`, role: 'member', sections: [] }));
}

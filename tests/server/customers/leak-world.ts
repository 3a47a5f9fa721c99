import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageFiles } from '#db/schema/conversations.ts';
import { taskFiles } from '#db/schema/tasks.ts';
import { recordBankTransfer, setIssuer, shareInvoice } from '#server/billing/index.ts';
import { startConversation, postWithFiles } from '#server/conversations/index.ts';
import { setVisibility, viewerOfUser, type Hides } from '#server/customers/index.ts';
import { offerDocument } from '#server/documents/index.ts';
import { storeMade } from '#server/files/index.ts';
import type { HideableField, Section, UserViewer } from '#server/identity/index.ts';
import { createFeed, createPost, publishPost } from '#server/news/index.ts';
import { placeOrder, recordOrderEvent, type NewOrderEvent } from '#server/orders/index.ts';
import type { Result } from '#server/platform/result.ts';
import { attachToTask, createTask } from '#server/tasks/index.ts';
import { samplePdf } from '#support/sample-files.ts';
import { openHouse, type House } from '../notifications/house.ts';

/** Where each thing of the world stands. */
export interface Things {
  customerId: string;
  manager: string;
  invoice: string;
  order: string;
  /** In the shop now, so that its progress is told. */
  atWork: string;
  payment: string;
  link: string;
  document: string;
  task: string;
  taskFile: string;
  conversation: string;
  messageFile: string;
  post: string;
  feed: string;
}

export interface LeakWorld extends House {
  things: Things;
  owner: UserViewer;
  /** The owner's next request after the company has decided what they are shown. */
  after(rule: Partial<Hides>): Promise<UserViewer>;
}

/** Words that stand in one section, or detail, and nowhere else: wherever one is read, it came from there. */
export const marks: Record<Section | HideableField, readonly string[]> = {
  invoices: ['BILL-7', 'Quartz'],
  orders: ['ORDER-24', 'Armoire', 'ORDER-25', 'Bench'],
  documents: ['Parchment'],
  tasks: ['Errand', 'errands.txt'],
  messages: ['Missive', 'letter.txt'],
  news: ['Gazette'],
  'invoice.lines': ['Walnut'],
  'invoice.tax': ['1320286', 'НДС'],
  'order.prices': ['31337', '62674'],
  // The last is what a notification says of a step.
  'order.steps': ['Veneering', 'production_step', 'готово 1 из 1'],
  'order.tracking': ['FastWheels', 'wheels.example'],
  'customer.manager': ['Zamyatina'],
};

export const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

/** A customer with one of everything, each about another where it can be. */
export async function openLeakWorld(): Promise<LeakWorld> {
  const house = await openHouse();
  const { system, db } = house;
  const customerId = await house.customer();
  const owner = await house.member(customerId, 'owner');
  const mine = house.as(owner);
  const managerId = await house.person('agent');
  await house.setPerson(managerId, { name: 'Zamyatina' });
  await house.setManager(customerId, managerId);
  const agent = house.as((await viewerOfUser(db, await house.person('agent'))) as UserViewer);
  const upload = (name: string) => {
    const path = join(house.dataDir, name);
    writeFileSync(path, 'text');
    return { field: 'files', path, name, declaredType: 'text/plain' };
  };

  await setIssuer(system, {
    RUB: {
      name: 'Shop',
      inn: '7701234567',
      account: '40702810000000000001',
      bankName: 'Bank',
      bic: '044525000',
      correspondentAccount: '30101810000000000000',
    },
  });
  await openOrders(house, customerId);
  const invoice = await house.invoice(customerId, 7_321_586, {
    number: 'BILL-7',
    title: 'Quartz',
    orderNumber: 'ORDER-24',
    lines: [{ description: 'Walnut', quantity: 1, unit: 'pc', unitPrice: 7_321_586 }],
  });
  const paid = { number: invoice, amount: 100_00, currency: 'RUB', reference: '612' } as const;
  const { paymentId: payment } = must(await recordBankTransfer(system, paid));
  const link = must(await shareInvoice(mine, { number: invoice, days: '30' })).token;

  const file = await storeMade(agent, {
    name: 'Parchment.pdf',
    mediaType: 'application/pdf',
    bytes: samplePdf('Parchment'),
  });
  const offered = { customerId, kind: 'contract', title: 'Parchment', asks: 'acceptance', note: null, file } as const;
  const { documentId } = must(await offerDocument(agent, { ...offered, subject: { kind: 'order', key: 'ORDER-24' } }));

  const asked = { customerId, title: 'Errand', subject: { kind: 'invoice', key: invoice } } as const;
  const { taskId } = must(await createTask(agent, asked));
  must(await attachToTask(agent, { taskId, uploads: [upload('errands.txt')] }));
  const [taskFile] = await db.read.select({ id: taskFiles.fileId }).from(taskFiles);

  const begun = { locale: 'ru', kind: 'manager', clientId: 'missive-1', text: 'Missive' } as const;
  const { conversationId } = must(
    await startConversation(mine, { ...begun, about: { kind: 'order', key: 'ORDER-24' }, customerId }),
  );
  must(await postWithFiles(mine, { conversationId, clientId: 'missive-2', text: '', uploads: [upload('letter.txt')] }));
  const [messageFile] = await db.read.select({ id: messageFiles.fileId }).from(messageFiles);

  const nothing = { titleEn: '', textEn: '', segment: '', customers: [], pinned: undefined, expiresAt: null };
  const written = { titleRu: 'Gazette', textRu: 'Gazette', audience: 'everyone' } as const;
  const { postId } = must(await createPost(system, { ...nothing, ...written }));
  must(await publishPost(system, { postId, at: null }));
  const { token: feed } = must(await createFeed(mine));
  await house.told();

  return {
    ...house,
    owner,
    things: {
      customerId,
      manager: managerId,
      invoice,
      order: 'ORDER-24',
      atWork: 'ORDER-25',
      payment,
      link,
      document: documentId,
      task: taskId,
      taskFile: taskFile?.id ?? '',
      conversation: conversationId,
      messageFile: messageFile?.id ?? '',
      post: postId,
      feed,
    },
    after: async (rule) => {
      must(await setVisibility(system, { scope: 'customer', target: customerId, hides: [], shows: [], ...rule }));
      return (await viewerOfUser(db, owner.userId)) as UserViewer;
    },
  };
}

async function openOrders(house: House, customerId: string): Promise<void> {
  const place = async (number: string, title: string, told: readonly NewOrderEvent[]) => {
    must(
      await placeOrder(house.system, {
        number,
        customerId,
        title,
        currency: 'RUB',
        placedOn: '2026-10-06',
        promisedOn: '2026-12-10',
        withInstallation: false,
        lines: [{ description: 'Table', quantity: 2, unitPrice: 31_337 }],
      }),
    );
    for (const event of told) {
      house.clock.advance(1000);
      must(await recordOrderEvent(house.system, { number, event }));
    }
  };
  const atWork = [
    { type: 'accepted' },
    { type: 'drawings_approved' },
    { type: 'production_started' },
    { type: 'production_step', step: 1, steps: 1, stepName: 'Veneering' },
  ] as const;
  const carrier = { carrier: 'Fast Wheels', trackingUrl: 'https://wheels.example/1' };
  await place('ORDER-24', 'Armoire', [...atWork, { type: 'ready' }, { type: 'handed_to_carrier', ...carrier }]);
  await place('ORDER-25', 'Bench', atWork);
}

import { addMember, createCustomer, viewerOfUser } from '#server/customers/index.ts';
import { offerDocument, type DocumentAsks } from '#server/documents/index.ts';
import { storeMade } from '#server/files/index.ts';
import { createUser, systemViewer, type MemberRole, type Role, type UserViewer } from '#server/identity/index.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { samplePdf } from '#support/sample-files.ts';

export interface World extends TestDatabase {
  customerId: string;
  people: Record<'owner' | 'accountant' | 'member' | 'stranger' | 'agent' | 'editor', UserViewer>;
  /** Offers a document to the customer; gives its id. */
  offer(asks: DocumentAsks, title?: string): Promise<string>;
}

const must = <T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

/** Two customers; the first has an owner, an accountant and a member. */
export async function openWorld(): Promise<World> {
  const database = await openTestDatabase();
  const system = database.ctx(systemViewer('test'));
  const customer = async (name: string) =>
    must(await createCustomer(system, { kind: 'company', name, locale: 'ru' })).customerId;
  const [customerId, otherId] = [await customer('Наши'), await customer('Чужие')];
  const person = async (name: string, role: Role, of?: [string, MemberRole]): Promise<UserViewer> => {
    const { userId } = must(await createUser(system, { name, email: `${name}@example.com`, role, locale: 'ru' }));
    if (of) must(await addMember(system, { customerId: of[0], userId, role: of[1] }));
    const viewer = await viewerOfUser(database.db, userId);
    if (!viewer) throw new Error('nobody');
    return viewer;
  };
  const people = {
    owner: await person('owner', 'customer', [customerId, 'owner']),
    accountant: await person('accountant', 'customer', [customerId, 'accountant']),
    member: await person('member', 'customer', [customerId, 'member']),
    stranger: await person('stranger', 'customer', [otherId, 'owner']),
    agent: await person('agent', 'agent'),
    editor: await person('editor', 'editor'),
  };
  return {
    ...database,
    customerId,
    people,
    offer: async (asks, title = 'Договор') => {
      const ctx = database.ctx(people.agent);
      const file = await storeMade(ctx, {
        name: `${title}.pdf`,
        mediaType: 'application/pdf',
        bytes: samplePdf(title),
      });
      const kind = 'contract' as const;
      return must(await offerDocument(ctx, { customerId, kind, title, asks, subject: null, note: null, file }))
        .documentId;
    },
  };
}

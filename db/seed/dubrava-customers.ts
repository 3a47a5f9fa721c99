import type { DubravaUsers } from './dubrava-people.ts';
import type { Ctx } from '#server/context.ts';
import { addMember, createCustomer } from '#server/customers/index.ts';
import { must } from './must.ts';

/** Customer ids by name in the story. */
export interface DubravaCustomers {
  sever: string;
  nordlicht: string;
  granat: string;
}

/** Three customers: one owes, one waits for a late order, one is new. */
export async function seedCustomers(ctx: Ctx, users: DubravaUsers): Promise<DubravaCustomers> {
  const manager = { managerId: users.gromov };
  const sever = must(
    await createCustomer(ctx, {
      ...manager,
      kind: 'company',
      name: 'ООО «Северный ветер»',
      segment: 'постоянные',
      locale: 'ru',
      taxId: 'ИНН 7714556677',
      address: 'Москва, Лесная ул., 12, 9 этаж',
      phone: '+7 495 000-11-22',
    }),
  );
  const nordlicht = must(
    await createCustomer(ctx, {
      ...manager,
      kind: 'company',
      name: 'Nordlicht Studio GmbH',
      segment: 'экспорт',
      locale: 'en',
      taxId: 'DE298765432',
      address: 'Torstraße 140, 10119 Berlin',
      phone: '+49 30 0000 1122',
    }),
  );
  const granat = must(
    await createCustomer(ctx, {
      ...manager,
      kind: 'company',
      name: 'Клиника «Гранат»',
      locale: 'ru',
      taxId: 'ИНН 5032998877',
      address: 'Одинцово, Можайское ш., 8',
      phone: '+7 495 000-33-44',
    }),
  );
  const customers = { sever: sever.customerId, nordlicht: nordlicht.customerId, granat: granat.customerId };
  must(await addMember(ctx, { customerId: customers.sever, userId: users.marina, role: 'owner' }));
  must(await addMember(ctx, { customerId: customers.sever, userId: users.olga, role: 'accountant' }));
  must(
    await addMember(ctx, {
      customerId: customers.sever,
      userId: users.kirill,
      role: 'custom',
      sections: ['documents', 'orders', 'messages'],
    }),
  );
  must(await addMember(ctx, { customerId: customers.nordlicht, userId: users.anna, role: 'owner' }));
  must(await addMember(ctx, { customerId: customers.granat, userId: users.pavel, role: 'owner' }));
  return customers;
}

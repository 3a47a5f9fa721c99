import { articlesStory } from './dubrava-articles.ts';
import { demandStory } from './dubrava-demand.ts';
import { conversationsStory } from './dubrava-conversations.ts';
import { seedCustomers } from './dubrava-customers.ts';
import { messagesStory } from './dubrava-messages.ts';
import { documentsStory } from './dubrava-documents.ts';
import { seedInvitations } from './dubrava-invitations.ts';
import { seedOrdersAndInvoices } from './dubrava-orders.ts';
import { settlementStory } from './dubrava-settlement.ts';
import { DEMO_PASSWORD, demoDetails, dubravaPeople, type DubravaUsers } from './dubrava-people.ts';
import { newsStory } from './dubrava-news.ts';
import { tasksStory } from './dubrava-tasks.ts';
import { storyTime } from './story-time.ts';
import type { App } from '#server/app.ts';
import { seedScenarios } from '#server/assistant/index.ts';
import { seedHelpCenter } from '#server/help-center/index.ts';
import { createUser, systemViewer } from '#server/identity/index.ts';
import type { BrandSettings } from '#server/platform/brand.ts';
import type { Numbering } from '#server/platform/numbering.ts';
import { putSetting } from '#server/platform/settings.ts';

const brand: BrandSettings = {
  name: { ru: 'Дубрава', en: 'Dubrava' },
  legal: { ru: 'ООО «Дубрава», мебель для офиса на заказ', en: 'Dubrava, made-to-order office furniture' },
  taxId: '7701234567',
  phone: '+7 495 000-24-18',
  email: 'help@dubrava.example',
  hours: { ru: 'пн–пт 9:00–20:00, сб 10:00–16:00', en: 'Mon–Fri 9:00–20:00, Sat 10:00–16:00, Moscow time' },
  address: { ru: 'Москва, Дербеневская наб., 7, стр. 2', en: 'Derbenevskaya emb. 7, bld. 2, Moscow' },
};

/** The next invoice follows those of the story. */
const numbering: Numbering = { invoice: 'СЧ-{n}', order: '{n}' };

/** Tells the demo story of «Дубрава» with the server's own verbs. Once per database: it does not look for what is there. */
export async function tellDubrava(app: App): Promise<void> {
  const ctx = app.ctx(systemViewer('tell the demo story'));
  await app.db.write(async (tx) => {
    await putSetting(tx, 'brand', brand);
    await putSetting(tx, 'numbering', numbering);
    await putSetting(tx, 'demo.password', DEMO_PASSWORD);
    await putSetting(tx, 'demo.details', demoDetails);
  });
  // Its texts are there before anybody edits them.
  await seedHelpCenter({ ...ctx, clock: storyTime(ctx).on(-45).clock });
  await seedScenarios(ctx);
  const users = {} as DubravaUsers;
  for (const [key, person] of Object.entries(dubravaPeople)) {
    const created = await createUser(ctx, { ...person, password: DEMO_PASSWORD });
    if (!created.ok) throw new Error(`the demo story could not add ${person.name}`);
    users[key as keyof DubravaUsers] = created.value.userId;
  }
  const customers = await seedCustomers(ctx, users);
  await seedInvitations(app, users, customers);
  await seedOrdersAndInvoices(ctx, customers);
  await settlementStory(ctx, customers);
  await documentsStory(ctx, customers, users);
  await tasksStory(ctx, customers, users);
  await newsStory(ctx, customers, users);
  await articlesStory(ctx, users);
  await conversationsStory(app, users);
  await messagesStory(app, users);
  await demandStory(ctx);
}

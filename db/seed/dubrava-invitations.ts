import type { DubravaCustomers } from './dubrava-customers.ts';
import type { DubravaUsers } from './dubrava-people.ts';
import { must } from './must.ts';
import { storyTime } from './story-time.ts';
import type { App } from '#server/app.ts';
import { inviteColleague, viewerOfUser } from '#server/customers/index.ts';

/** Marina has invited a second accountant, who has not answered yet. */
export async function seedInvitations(app: App, users: DubravaUsers, customers: DubravaCustomers): Promise<void> {
  const marina = await viewerOfUser(app.db, users.marina);
  if (!marina) throw new Error('the demo story lost a person');
  const invite = {
    customerId: customers.sever,
    email: 'buh2@sever.example',
    role: 'accountant',
    sections: [],
  } as const;
  const asked = app.ctx(marina);
  must(await inviteColleague({ ...asked, clock: storyTime(asked).on(-2).clock }, invite));
}

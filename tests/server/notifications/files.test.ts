import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { viewerOfUser } from '#server/customers/index.ts';
import { clearQuarantined, listQuarantine, rejectQuarantined, storeUpload } from '#server/files/index.ts';
import type { Role, UserViewer } from '#server/identity/index.ts';
import { choosePreferences } from '#server/notifications/index.ts';
import { EICAR } from '#server/platform/scanner.ts';
import { openHouse, type House } from './house.ts';

let house: House;
let owner: UserViewer;
let supervisor: UserViewer;
beforeEach(async () => {
  house = await openHouse();
  owner = await house.member(await house.customer(), 'owner');
  supervisor = await as('supervisor');
});
afterEach(() => house.close());

async function as(role: Role): Promise<UserViewer> {
  const viewer = await viewerOfUser(house.db, await house.person(role));
  if (!viewer) throw new Error('known');
  return viewer;
}
/** Somebody sends what the scanner objects to; gives the id it has in quarantine. */
async function held(sender: UserViewer, name: string, text = `${name} ${EICAR}`): Promise<string> {
  const path = join(house.dataDir, 'sent');
  writeFileSync(path, text);
  await storeUpload(house.as(sender), { field: 'file', path, name, declaredType: '' });
  const listed = await listQuarantine(house.as(supervisor));
  return listed.find((file) => file.name === name)?.id ?? '';
}
it('whoever sent a file is told what became of it, once, in their language, in the bell and by mail', async () => {
  await house.setPerson(owner.userId, { locale: 'en' });
  const id = await held(owner, 'report.txt', EICAR);
  await held(owner, 'again.txt', EICAR);
  await clearQuarantined(house.as(supervisor), { id, reason: 'Our own program writes it' });
  await house.told();
  await house.forgetDeliveries();
  const told = await house.of(owner.userId);
  expect(told).toMatchObject([{ kind: 'file.cleared', target: 'files:documents', shown: true, mail: 'at_once' }]);
  const [mail] = await house.mails();
  expect(mail).toMatchObject({ recipient: owner.email });
  expect(mail?.subject).toMatch(/^File “(report|again)\.txt” is safe/);
  expect(mail?.text).toContain('send it again');
  expect(mail?.text).toContain('/cabinet/documents');

  await rejectQuarantined(house.as(supervisor), await held(owner, 'virus.txt'));
  await house.told();
  expect((await house.mails()).map(({ subject }) => subject)).toContain('File “virus.txt” was deleted');
});

it('mail is sent as they chose, and nobody is told of what they decided themselves', async () => {
  await choosePreferences(house.as(owner), { on: new Set(['files.cabinet']), often: 'never' });
  await rejectQuarantined(house.as(supervisor), await held(owner, 'тест.txt'));
  await rejectQuarantined(house.as(supervisor), await held(supervisor, 'своё.txt'));
  await house.told();
  expect(await house.mails()).toEqual([]);
  expect(await house.of(owner.userId)).toHaveLength(1);
  expect(await house.of(supervisor.userId)).toEqual([]);
});

it('leads to a page that is open: to messages without the section of documents, to the quarantine for our people', async () => {
  const customerId = await house.customer('Гранат');
  const member = await house.member(customerId, 'member');
  const agent = await as('agent');
  const editor = await as('editor');
  for (const [sender, target] of [
    [member, 'files:messages'],
    [agent, 'files:quarantine'],
    [editor, 'home:'],
  ] as const) {
    await rejectQuarantined(house.as(supervisor), await held(sender, `${sender.userId}.txt`));
    await house.told();
    expect(await house.of(sender.userId)).toMatchObject([{ kind: 'file.rejected', target }]);
  }
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { currentIssuer, issuerForm, setIssuer } from '#server/billing/index.ts';
import { companyForm, getCompany, setCompany } from '#server/company/index.ts';
import { viewerOfUser } from '#server/customers/index.ts';
import {
  changeTitles,
  deactivatePerson,
  getPerson,
  invitePerson,
  reactivatePerson,
  type Role,
} from '#server/identity/index.ts';
import { openShop, type Shop } from '../billing/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

async function as(role: Role) {
  const viewer = await viewerOfUser(shop.db, await shop.person(role));
  if (!viewer) throw new Error('known');
  return shop.as(viewer);
}
const form = {
  nameRu: 'Дубрава',
  nameEn: 'Dubrava',
  legalRu: 'ООО «Дубрава»',
  legalEn: 'Dubrava',
  email: 'help@dubrava.example',
  addressRu: 'Москва',
  numberInvoice: 'СЧ-{n}',
  numberOrder: '{n}',
};

it('the admin says how the company is called, reached and numbers; nobody else does', async () => {
  const admin = await as('admin');
  expect(await setCompany(admin, companyForm.parse(form))).toMatchObject({ ok: true });
  expect(await getCompany(admin)).toMatchObject({
    brand: { name: { en: 'Dubrava' }, phone: null, address: { ru: 'Москва', en: 'Москва' } },
    numbering: { invoice: 'СЧ-{n}' },
  });
  for (const role of ['supervisor', 'agent', 'editor', 'customer'] as const) {
    const ctx = await as(role);
    expect(await setCompany(ctx, companyForm.parse(form))).toMatchObject({ ok: false });
    expect(await getCompany(ctx)).toBeNull();
    expect(await currentIssuer(ctx)).toBeNull();
  }
});

it('numbers without a place for the number are refused by name', () => {
  const wrong = companyForm.safeParse({ ...form, numberInvoice: 'СЧ', email: 'nobody' });
  expect(wrong.error?.issues.map(({ path }) => path[0])).toEqual(expect.arrayContaining(['numberInvoice', 'email']));
});

it('an account is read as people type it; one left empty is none, a wrong one is refused', async () => {
  const admin = await as('admin');
  const account = {
    'RUB.name': 'ООО «Дубрава»',
    'RUB.inn': '7701 234 567',
    'RUB.kpp': '',
    'RUB.account': '40702 810 0 0000 0000001',
    'RUB.bankName': 'Банк',
    'RUB.bic': '044525000',
    'RUB.correspondentAccount': '30101810000000000000',
    'EUR.name': '',
    'EUR.iban': '',
  };
  expect(await setIssuer(admin, issuerForm.parse(account))).toMatchObject({ ok: true });
  expect(await currentIssuer(admin)).toEqual({ RUB: expect.objectContaining({ inn: '7701234567' }) as object });
  const wrong = issuerForm.safeParse({ ...account, 'RUB.bic': '1', 'EUR.iban': 'DE00' });
  expect(wrong.error?.issues.map(({ path }) => path.join('.'))).toEqual(
    expect.arrayContaining(['RUB.bic', 'EUR.iban', 'EUR.name']),
  );
});

it('the admin lets colleagues in and out, but never shuts themselves out', async () => {
  const admin = await as('admin');
  const person = { email: 'new@dubrava.example', name: 'Новый', role: 'agent', locale: 'ru' } as const;
  const invited = await invitePerson(admin, person);
  if (!invited.ok) throw new Error(invited.error.message);
  const { userId } = invited.value;
  expect(await invitePerson(admin, person)).toMatchObject({ ok: false, error: { code: 'conflict' } });
  const titles = { ru: 'доставка', en: 'delivery' };
  expect(await changeTitles(admin, { userId, titles })).toMatchObject({ ok: true });
  expect(await getPerson(shop.db.read, userId)).toMatchObject({ title: 'доставка', titles });
  expect(await changeTitles(admin, { userId: await shop.person('customer'), titles })).toMatchObject({ ok: false });
  expect(await deactivatePerson(admin, { userId: admin.viewer.userId })).toMatchObject({ ok: false });
  expect(await deactivatePerson(admin, { userId })).toMatchObject({ ok: true });
  expect(await viewerOfUser(shop.db, userId)).toBeNull();
  expect(await reactivatePerson(admin, { userId })).toMatchObject({ ok: true });
  expect(await viewerOfUser(shop.db, userId)).not.toBeNull();
  for (const role of ['supervisor', 'agent', 'editor'] as const) {
    const ctx = await as(role);
    expect(await invitePerson(ctx, { ...person, email: `${role}@dubrava.example` })).toMatchObject({ ok: false });
    expect(await deactivatePerson(ctx, { userId })).toMatchObject({ ok: false });
    expect(await changeTitles(ctx, { userId, titles })).toMatchObject({ ok: false });
  }
  // A supervisor invites people of customers; customers themselves are nobody's to deactivate here.
  const customer = { ...person, email: 'c@sever.example', role: 'customer' } as const;
  expect(await invitePerson(await as('supervisor'), customer)).toMatchObject({ ok: true });
  expect(await deactivatePerson(admin, { userId: await shop.person('customer') })).toMatchObject({ ok: false });
});

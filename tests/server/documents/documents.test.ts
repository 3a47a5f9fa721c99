import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addDocumentVersion,
  answerDocument,
  canAddVersion,
  canAnswerDocument,
  canOfferDocuments,
  canSeeDocument,
  canSeeViews,
  canSignDocument,
  canUploadDocument,
  getDocument,
  getDocumentFile,
  getSigningSheet,
  issueSigningCode,
  listDeskDocuments,
  listDocuments,
  listDocumentsAbout,
  noteSeen,
  offerDocument,
  onDocumentCodeRequested,
  requestSigningCode,
  uploadDocument,
  uploadDocumentVersion,
  withdrawDocument,
} from '#server/documents/index.ts';
import { events } from '#db/schema/events.ts';
import { getFile, storeMade } from '#server/files/index.ts';
import { systemViewer, type UserViewer } from '#server/identity/index.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import { randomIds } from '#server/platform/ids.ts';
import { listOutbox } from '#server/platform/mailer.ts';
import { countQueries } from '#support/count-queries.ts';
import { samplePdf } from '#support/sample-files.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

type Person = keyof World['people'];
const as = (who: Person) => world.ctx<UserViewer>(world.people[who]);
const pdf = (text: string) =>
  storeMade(as('agent'), { name: `${text}.pdf`, mediaType: 'application/pdf', bytes: samplePdf(text) });
const stateOf = async (id: string) => (await getDocument(as('agent'), id))?.state;

describe('who may', () => {
  const everyone: Person[] = ['owner', 'accountant', 'member', 'stranger', 'agent', 'editor'];
  const those = (may: (viewer: UserViewer) => boolean) => everyone.filter((who) => may(world.people[who]));

  it('see, answer, sign, send, offer, and see who has seen it', () => {
    const document = { customerId: world.customerId, withdrawn: false, state: 'waiting_signature' as const };
    expect(those((viewer) => canSeeDocument(viewer, document))).toEqual(['owner', 'accountant', 'agent']);
    expect(those((viewer) => canSeeDocument(viewer, { ...document, withdrawn: true }))).toEqual(['agent']);
    expect(those((viewer) => canUploadDocument(viewer, document))).toEqual(['owner', 'accountant']);
    expect(those((viewer) => canAnswerDocument(viewer, document))).toEqual(['owner', 'accountant']);
    expect(those((viewer) => canAnswerDocument(viewer, { ...document, state: 'signed' }))).toEqual([]);
    expect(those((viewer) => canSignDocument(viewer, document))).toEqual(['owner']);
    expect(those((viewer) => canOfferDocuments(viewer))).toEqual(['agent']);
    expect(those((viewer) => canSeeViews(viewer, document))).toEqual(['owner', 'agent']);
  });

  it('add a version to a document of their side, unless it was taken back', () => {
    const { customerId } = world;
    const ours = { customerId, origin: 'company', withdrawn: false } as const;
    const theirs = { ...ours, origin: 'customer' } as const;
    expect(those((viewer) => canAddVersion(viewer, ours))).toEqual(['agent']);
    expect(those((viewer) => canAddVersion(viewer, theirs))).toEqual(['owner', 'accountant']);
    expect(those((viewer) => canAddVersion(viewer, { ...ours, withdrawn: true }))).toEqual([]);
  });

  it('nobody acts in a cabinet they only look at', () => {
    const preview = { id: 'look', staffId: 's', staffName: 'S' };
    const document = { customerId: world.customerId, withdrawn: false, state: 'waiting_acceptance' as const };
    const looking = { ...world.people.owner, preview };
    expect(canSeeDocument(looking, document)).toBe(true);
    expect(canAnswerDocument(looking, document) || canUploadDocument(looking, document)).toBe(false);
  });

  it('reach a document, its file and its sheet by their ids: to others there is nothing', async () => {
    const id = await world.offer('acceptance');
    for (const who of ['stranger', 'member', 'editor'] as const) {
      expect(await getDocument(as(who), id)).toBeNull();
      expect(await getDocumentFile(as(who), id, 1)).toBeNull();
      expect(await getSigningSheet(as(who), id, 1, 'ru')).toBeNull();
      expect(await answerDocument(as(who), id, { act: 'accept', version: 1 })).toMatchObject({ ok: false });
      expect(await requestSigningCode(as(who), id, { version: 1 })).toMatchObject({ ok: false });
    }
    expect((await getDocumentFile(as('accountant'), id, 1))?.name).toBe('Договор.pdf');
    expect(await getDocumentFile(as('owner'), id, 2)).toBeNull();
  });
});

describe('an answer', () => {
  it('accepts the version that was read, once, and keeps who, when and the hash', async () => {
    const id = await world.offer('acceptance');
    expect(await stateOf(id)).toBe('waiting_acceptance');
    expect(await answerDocument(as('accountant'), id, { act: 'accept', version: 1 })).toEqual({
      ok: true,
      value: null,
    });
    expect(await stateOf(id)).toBe('accepted');
    const [version] = (await getDocument(as('owner'), id))?.versions ?? [];
    expect(version?.answer).toMatchObject({ kind: 'accepted', by: 'accountant', sha256: version?.file.sha256 });
    expect(await answerDocument(as('owner'), id, { act: 'decline', version: 1, reason: 'нет' })).toMatchObject({
      error: { code: 'conflict' },
    });
  });

  it('declines with a reason; the next version is asked anew, and an old page answers nothing', async () => {
    const id = await world.offer('acceptance');
    await answerDocument(as('owner'), id, { act: 'decline', version: 1, reason: 'Не тот адрес' });
    expect(await stateOf(id)).toBe('declined');
    await addDocumentVersion(as('agent'), { documentId: id, note: 'Адрес', file: await pdf('Новый') });
    expect(await stateOf(id)).toBe('waiting_acceptance');
    expect(await answerDocument(as('owner'), id, { act: 'accept', version: 1 })).toMatchObject({
      error: { message: 'document.changed' },
    });
    const versions = (await getDocument(as('owner'), id))?.versions;
    expect(versions?.map(({ number, answer }) => [number, answer?.reason])).toEqual([
      [2, undefined],
      [1, 'Не тот адрес'],
    ]);
  });

  it('of two at once only one is kept', async () => {
    const id = await world.offer('acceptance');
    const both = await Promise.all([
      answerDocument(as('owner'), id, { act: 'accept', version: 1 }),
      answerDocument(as('accountant'), id, { act: 'decline', version: 1, reason: 'нет' }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('is not possible where nothing was asked, after withdrawal, and by mere acceptance where a signature is due', async () => {
    const plain = await world.offer('nothing');
    expect(await answerDocument(as('owner'), plain, { act: 'accept', version: 1 })).toMatchObject({ ok: false });
    const gone = await world.offer('acceptance');
    await withdrawDocument(as('agent'), gone);
    expect(await getDocument(as('owner'), gone)).toBeNull();
    expect(await stateOf(gone)).toBe('withdrawn');
    expect(await answerDocument(as('owner'), gone, { act: 'accept', version: 1 })).toMatchObject({ ok: false });
    expect(await addDocumentVersion(as('agent'), { documentId: gone, note: null, file: await pdf('x') })).toMatchObject(
      {
        ok: false,
      },
    );
    const signed = await world.offer('signature');
    expect(await answerDocument(as('owner'), signed, { act: 'accept', version: 1 })).toMatchObject({ ok: false });
  });
});

describe('a signature', () => {
  const sign = (id: string, code: string, who: Person = 'owner', version = 1) =>
    answerDocument(as(who), id, { act: 'sign', version, name: 'Соколова Марина', code, network: '192.0.2.1' });
  const codeFor = async (id: string) => {
    const [version] = (await getDocument(as('owner'), id))?.versions ?? [];
    if (!version) throw new Error('no version');
    const { userId, email } = world.people.owner;
    const code = { id: world.ctx(systemViewer('test')).ids.next(), versionId: version.id, userId, sentTo: email };
    return (await issueSigningCode(as('owner'), { ...code, sha256: version.file.sha256 })) ?? '';
  };
  const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

  it('comes about by a code that was mailed, once', async () => {
    const id = await world.offer('signature', 'Договор поставки');
    expect(await requestSigningCode(as('accountant'), id, { version: 1 })).toMatchObject({ ok: false });
    expect(await requestSigningCode(as('owner'), id, { version: 1 })).toEqual({ ok: true, value: null });
    const events = new EventDispatcher({
      db: world.db,
      clock: world.clock,
      log: world.platform.log,
      subscriptions: [onDocumentCodeRequested({ ctx: (viewer) => world.ctx(viewer) })],
    });
    events.start();
    await events.settled();
    await events.stop();
    const [mail] = await listOutbox(world.db);
    expect(mail).toMatchObject({ recipient: 'owner@example.com', subject: 'Код для подписи документа' });
    const code = /\b(\d{6})\b/.exec(mail?.text ?? '')?.[1] ?? '';
    expect(await sign(id, code)).toEqual({ ok: true, value: null });
    expect(await stateOf(id)).toBe('signed');
    expect(await sign(id, code)).toMatchObject({ ok: false });

    const sheet = await getSigningSheet(as('accountant'), id, 1, 'ru');
    const path = join(world.dataDir, 'sheet.pdf');
    writeFileSync(path, sheet?.bytes ?? '');
    const text = execFileSync('pdftotext', ['-layout', path, '-']).toString().replaceAll(/\s+/g, ' ');
    const hash = (await getDocument(as('owner'), id))?.versions[0]?.file.sha256 ?? '';
    for (const part of [
      'Лист подписи',
      'Договор поставки',
      'Соколова Марина',
      'Наши',
      'owner@example.com',
      '192.0.2.1',
      hash.slice(0, 32),
      hash.slice(32),
    ]) {
      expect(text).toContain(part);
    }
    const again = await getSigningSheet(as('owner'), id, 1, 'ru');
    expect(Buffer.from(again?.bytes ?? []).equals(Buffer.from(sheet?.bytes ?? []))).toBe(true);
  });

  it('needs the right code: five wrong ones end it', async () => {
    const id = await world.offer('signature');
    const code = await codeFor(id);
    for (let n = 0; n < 4; n++) {
      expect(await sign(id, wrong(code))).toMatchObject({ error: { fields: { code: 'document.sign.codeWrong' } } });
    }
    expect(await sign(id, wrong(code))).toMatchObject({ error: { message: 'document.sign.codeOver' } });
    expect(await sign(id, code)).toMatchObject({ error: { message: 'document.sign.codeOver' } });
    expect(await stateOf(id)).toBe('waiting_signature');
  });

  it('takes neither an old code, nor one of another version, nor somebody else’s', async () => {
    const id = await world.offer('signature');
    const old = await codeFor(id);
    world.clock.advance(16 * 60_000);
    expect(await sign(id, old)).toMatchObject({ error: { message: 'document.sign.codeOver' } });
    const first = await codeFor(id);
    expect(await sign(id, first, 'accountant')).toMatchObject({ ok: false });
    await addDocumentVersion(as('agent'), { documentId: id, note: null, file: await pdf('Другой текст') });
    expect(await sign(id, first)).toMatchObject({ error: { code: 'conflict' } });
    expect(await sign(id, first, 'owner', 2)).toMatchObject({ error: { message: 'document.sign.codeOver' } });
    const [before, after] = [await codeFor(id), await codeFor(id)];
    if (before !== after) expect(await sign(id, before, 'owner', 2)).toMatchObject({ ok: false });
    expect(await sign(id, after, 'owner', 2)).toEqual({ ok: true, value: null });
  });
});

describe('lists', () => {
  it('mark what is new to each person until they look, and tell owners and staff who has seen it', async () => {
    const id = await world.offer('nothing', 'Совсем новый');
    const isNew = async (who: Person) =>
      (await listDocuments(as(who), { search: 'совсем' }))?.documents.map((document) => document.isNew);
    expect(await isNew('owner')).toEqual([true]);
    const version = (await getDocument(as('owner'), id))?.versions[0];
    await noteSeen(as('owner'), version?.id ?? '');
    await noteSeen(as('agent'), version?.id ?? '');
    world.clock.advance(60_000);
    await getDocumentFile(as('owner'), id, 1);
    expect([await isNew('owner'), await isNew('accountant')]).toEqual([[false], [true]]);
    const views = async (who: Person) => (await getDocument(as(who), id))?.versions[0]?.views;
    expect(await views('agent')).toMatchObject([{ name: 'owner' }]);
    expect((await views('owner'))?.[0]?.lastAt).toEqual(world.clock.now());
    expect(await views('accountant')).toEqual([]);
  });

  it('hold what a customer sent, and what belongs to an order', async () => {
    const file = await pdf('План');
    const sent = { customerId: world.customerId, kind: 'other' as const, title: 'План', note: null, file };
    const subject = { kind: 'order', key: '2418' } as const;
    expect(await uploadDocument(as('stranger'), { ...sent, subject })).toMatchObject({ ok: false });
    expect(await uploadDocument(as('owner'), { ...sent, subject })).toMatchObject({ ok: true });
    const about = await listDocumentsAbout(as('accountant'), world.customerId, subject);
    expect(about.map(({ title, origin, isNew }) => [title, origin, isNew])).toEqual([['План', 'customer', false]]);
    expect(await listDocumentsAbout(as('stranger'), world.customerId, subject)).toEqual([]);
    expect((await listDeskDocuments(as('agent'), { filter: 'received' }))?.documents).toHaveLength(1);
  });

  it('sent twice, e.g. by a page loaded again, are one document; changed in between they are two', async () => {
    const clientId = randomIds.next();
    const told = async () => (await world.db.read.select().from(events)).length;
    const sent = async (who: 'owner' | 'accountant', title: string) => {
      const input = {
        clientId,
        customerId: world.customerId,
        kind: 'other',
        title,
        note: null,
        subject: null,
      } as const;
      const file = await pdf('Развёртка');
      const result = await uploadDocument(as(who), { ...input, file });
      return { id: result.ok ? result.value.documentId : '', kept: await getFile(as('agent'), file.id) };
    };
    const first = await sent('owner', 'Развёртка');
    const before = await told();
    const again = await sent('owner', 'Развёртка');
    expect(again).toEqual({ id: first.id, kept: null });
    expect(await told()).toBe(before);
    const changed = await sent('owner', 'Развёртка стен');
    const other = await sent('accountant', 'Развёртка');
    expect(new Set([first.id, changed.id, other.id]).size).toBe(3);
    expect(other.kept).not.toBeNull();

    const offered = async () => {
      const about = { customerId: world.customerId, kind: 'contract', asks: 'acceptance', note: null } as const;
      const clientIdOfDesk = clientId.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));
      const input = {
        ...about,
        clientId: clientIdOfDesk,
        title: 'Договор 7',
        subject: null,
        file: await pdf('Договор 7'),
      };
      const result = await offerDocument(as('agent'), input);
      return result.ok && result.value.documentId;
    };
    expect(await offered()).toBe(await offered());
  });

  it('get a new version from whoever they come from: customers for theirs, the company for its own', async () => {
    const sent = { customerId: world.customerId, kind: 'other' as const, note: null, subject: null };
    const uploaded = await uploadDocument(as('owner'), { ...sent, title: 'Эскиз', file: await pdf('Эскиз') });
    const id = uploaded.ok ? uploaded.value.documentId : '';
    world.clock.advance(60_000);
    const path = join(world.dataDir, 'эскиз-2.pdf');
    writeFileSync(path, samplePdf('Эскиз, лист 2'));
    const upload = { field: 'file', path, name: 'Эскиз 2.pdf', declaredType: 'application/pdf' };
    const add = (who: Person, documentId = id) =>
      uploadDocumentVersion(as(who), { documentId, note: 'Шире проход', upload });
    for (const who of ['stranger', 'member', 'agent', 'editor'] as const) {
      expect(await add(who), who).toMatchObject({ error: { code: 'not_found' } });
    }
    expect(await add('owner', await world.offer('signature'))).toMatchObject({ error: { code: 'not_found' } });
    const wrong = { ...upload, name: 'Эскиз.exe' };
    expect(await uploadDocumentVersion(as('owner'), { documentId: id, note: null, upload: wrong })).toMatchObject({
      error: { fields: { file: 'upload.wrongType' } },
    });
    expect(await add('accountant')).toEqual({ ok: true, value: { version: 2 } });
    const twice = await Promise.all([add('accountant'), add('accountant')]);
    expect(twice, 'a button pressed twice').toEqual(twice.map(() => ({ ok: true, value: { version: 2 } })));
    const [newest, first] = (await getDocument(as('agent'), id))?.versions ?? [];
    expect(newest).toMatchObject({
      number: 2,
      addedBy: 'accountant',
      note: 'Шире проход',
      createdAt: world.clock.now(),
    });
    expect(newest?.file.sha256).toBe(createHash('sha256').update(samplePdf('Эскиз, лист 2')).digest('hex'));
    expect(first).toMatchObject({ number: 1, addedBy: 'owner', file: { name: 'Эскиз.pdf' } });
    expect((await listDocuments(as('owner'), { search: 'эскиз' }))?.documents[0]).toMatchObject({ version: 2 });
  });

  it('are for those who may, and ask a fixed number of questions', async () => {
    expect(await listDocuments(as('member'))).toBeNull();
    expect(await listDeskDocuments(as('editor'))).toBeNull();
    expect(await listDeskDocuments(as('owner'))).toBeNull();
    expect((await listDocuments(as('stranger')))?.total).toBe(0);
    for (let n = 0; n < 25; n++) await world.offer('acceptance', `Пачка ${String(n)}`);
    const choice = { search: 'пачка', page: 2 };
    expect((await listDocuments(as('stranger'), choice))?.total).toBe(0);
    expect(await listDocuments(as('member'), choice)).toBeNull();
    expect(await countQueries(as('owner'), (ctx) => listDocuments(ctx, choice))).toBe(3);
    const list = await listDocuments(as('owner'), choice);
    expect(list?.documents).toHaveLength(5);
    expect(list?.counts).toMatchObject({ all: 25, waiting: 25, contract: 25, act: 0 });
    const desk = await listDeskDocuments(as('agent'), { customerId: world.customerId, filter: 'waiting', perPage: 10 });
    expect(desk?.documents).toHaveLength(10);
  });
});

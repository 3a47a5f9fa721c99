import { strToU8 } from 'fflate';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  clearQuarantined,
  discardFile,
  getFile,
  getFiles,
  listDecidedFiles,
  listMyHeldFiles,
  listQuarantine,
  onFileDecided,
  readFile,
  rejectQuarantined,
  storeMade,
  storeUpload,
  uploadLimits,
} from '#server/files/index.ts';
import { systemViewer } from '#server/identity/index.ts';
import { viewerOf } from './people.ts';
import { EventDispatcher } from '#server/platform/event-dispatcher.ts';
import { EICAR } from '#server/platform/scanner.ts';
import { openTestDatabase, type TestDatabase } from '#support/database.ts';
import { sampleDocx, samplePdf, samplePng, sampleZip } from '#support/sample-files.ts';

let database: TestDatabase;
let agent: Awaited<ReturnType<typeof viewerOf>>;
let editor: Awaited<ReturnType<typeof viewerOf>>;
let customer: Awaited<ReturnType<typeof viewerOf>>;

beforeAll(async () => {
  database = await openTestDatabase();
  agent = await viewerOf(database, 'agent');
  editor = await viewerOf(database, 'editor');
  customer = await viewerOf(database, 'customer');
});
afterAll(() => database.close());

let count = 0;
async function upload(name: string, bytes: Uint8Array | string, declaredType = '', limits = uploadLimits.document) {
  const path = join(database.dataDir, `upload-${String(count++)}`);
  writeFileSync(path, bytes);
  return storeUpload(database.ctx(customer), { field: 'file', path, name, declaredType }, limits);
}
/** What follows from decisions has been done. */
async function decided() {
  const { db, clock, platform } = database;
  const dispatcher = new EventDispatcher({ db, clock, log: platform.log, subscriptions: onFileDecided(database) });
  await dispatcher.settled();
  await dispatcher.stop();
}
const refusal = async (...args: Parameters<typeof upload>) => {
  const stored = await upload(...args);
  return stored.ok ? 'stored' : { ...stored.error.fields, code: stored.error.code };
};

describe('what is accepted', () => {
  it.each([
    ['Договор № 2418-М.pdf', samplePdf(), 'application/pdf', 'application/pdf'],
    ['чертёж.png', samplePng(), 'image/png', 'image/png'],
    ['Спецификация.docx', sampleDocx(), 'application/octet-stream', /wordprocessingml/],
    ['список.csv', '\uFEFFномер;сумма\r\n1;2\r\n', 'application/vnd.ms-excel', 'text/csv'],
    ['заметка.txt', 'Просто текст\n', 'text/plain', 'text/plain'],
    ['фото.zip', sampleZip({ '1.png': samplePng(), 'ещё/2.png': samplePng() }), 'application/x-zip-compressed', /zip/],
  ])('%s', async (name, bytes, declared, mediaType) => {
    const stored = await upload(name, bytes, declared);
    if (!stored.ok) throw new Error(stored.error.message);
    expect(stored.value.mediaType).toMatch(mediaType);
    expect(stored.value.name).toBe(name);
    const stream = await readFile(database.ctx(customer), stored.value);
    expect(stream && (await buffer(stream)).equals(Buffer.from(bytes as Uint8Array))).toBe(true);
  });

  it('keeps the hash of the bytes, and finds files by id', async () => {
    const stored = await upload('a.txt', 'abc');
    if (!stored.ok) throw new Error('refused');
    expect(stored.value.sha256).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect((await getFile(database.ctx(customer), stored.value.id))?.name).toBe('a.txt');
    expect((await getFiles(database.ctx(customer), [stored.value.id, 'nothing'])).size).toBe(1);
    await discardFile(database.ctx(customer), stored.value.id);
    expect(await getFile(database.ctx(customer), stored.value.id)).toBeNull();
    expect(await readFile(database.ctx(customer), stored.value)).toBeNull();
  });

  it('what the application made itself is kept as it is', async () => {
    const file = await storeMade(database.ctx(systemViewer('test')), {
      name: 'Лист подписи.pdf',
      mediaType: 'application/pdf',
      bytes: samplePdf(),
    });
    expect((await getFile(database.ctx(customer), file.id))?.sha256).toBe(file.sha256);
  });
});

describe('what is refused', () => {
  it('nothing, and more than is allowed', async () => {
    expect(await refusal('a.pdf', '')).toMatchObject({ file: 'upload.empty' });
    const limits = { ...uploadLimits.document, fileSize: 10 };
    expect(await refusal('a.pdf', samplePdf(), '', limits as never)).toEqual({
      file: 'upload.tooLarge',
      code: 'too_large',
    });
  });

  it.each([
    ['вирус.exe', 'MZ'],
    ['страница.html', '<script>alert(1)</script>'],
    ['картинка.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['макрос.docm', sampleDocx()],
    ['без-расширения', 'текст'],
    ['договор.pdf.exe', samplePdf()],
    // Shown as «договорexe.pdf» by programs that follow the override.
    ['договор\u202Efdp.exe', samplePdf()],
    ['договор.pdf\u0000.exe', samplePdf()],
  ])('a kind that is not on the list: %j', async (name, bytes) => {
    expect(await refusal(name, bytes)).toEqual({ file: 'upload.wrongType', code: 'unsupported_media' });
  });

  it.each([
    ['html.pdf', '<html><script>alert(1)</script></html>', ''],
    ['png.pdf', samplePng(), ''],
    ['pdf.png', samplePdf(), 'image/png'],
    ['честный.pdf', samplePdf(), 'text/html'],
    ['программа.txt', Buffer.from('MZ\u0000\u0001\u0002'), ''],
    ['не-utf8.csv', Buffer.from([0xf1, 0xf3, 0xec, 0xec, 0xe0]), 'text/csv'],
    ['картинка.txt', samplePng(), 'text/plain'],
    ['архив.docx', sampleZip({ 'a.txt': strToU8('a') }), ''],
    ['документ.zip', sampleDocx(), ''],
  ])('a content, an extension and a type that disagree: %s', async (name, bytes, declared) => {
    expect(await refusal(name, bytes, declared)).toEqual({ file: 'upload.disagrees', code: 'unsupported_media' });
  });

  it('an archive that unpacks to far more than it is', async () => {
    const bomb = sampleZip({ 'нули.txt': [new Uint8Array(30_000_000), { level: 9 }] });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusal('бомба.zip', bomb)).toMatchObject({ file: 'upload.bomb' });
    const office = sampleDocx({ 'word/media/1.bin': [new Uint8Array(30_000_000), { level: 9 }] });
    expect(await refusal('бомба.docx', office)).toMatchObject({ file: 'upload.bomb' });
  });

  it('an archive that lies about its sizes: what comes out is counted', async () => {
    const bomb = sampleZip({ 'нули.txt': [new Uint8Array(30_000_000), { level: 9 }] });
    const central = bomb.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    bomb.writeUInt32LE(10, central + 24);
    expect(await refusal('бомба.zip', bomb)).toMatchObject({ file: 'upload.bomb' });
  });

  it('an archive of too many files', async () => {
    const many = Object.fromEntries(Array.from({ length: 2_001 }, (_, n) => [`${String(n)}.txt`, strToU8('x')]));
    expect(await refusal('много.zip', sampleZip(many))).toMatchObject({ file: 'upload.brokenArchive' });
  });

  it.each([
    ['../../etc/cron.d/x', 'upload.archiveNames'],
    ['/etc/passwd', 'upload.archiveNames'],
    ['..\\..\\windows.txt', 'upload.archiveNames'],
    ['C:/windows.txt', 'upload.archiveNames'],
    ['a/'.repeat(40) + 'x.txt', 'upload.archiveNames'],
    ['внутри.zip', 'upload.unwelcome'],
    ['программа.exe', 'upload.unwelcome'],
  ])('an archive with %s', async (name, message) => {
    expect(await refusal('архив.zip', sampleZip({ [name]: strToU8('x') }))).toMatchObject({ file: message });
  });

  it('macros in an office file, whatever it is called', async () => {
    const bytes = sampleDocx({ 'word/vbaProject.bin': strToU8('Sub AutoOpen()') });
    expect(await refusal('акт.docx', bytes)).toMatchObject({ file: 'upload.unwelcome' });
  });

  it('an encrypted archive, and one whose directory and content disagree', async () => {
    const encrypted = sampleZip({ 'a.txt': strToU8('a') });
    const central = encrypted.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    encrypted.writeUInt16LE(1, central + 8);
    expect(await refusal('секрет.zip', encrypted)).toMatchObject({ file: 'upload.encrypted' });
    const twoNames = sampleZip({ 'a.txt': strToU8('a') });
    twoNames[twoNames.lastIndexOf('a.txt')] = 'b'.charCodeAt(0);
    expect(await refusal('имена.zip', twoNames)).toMatchObject({ file: 'upload.brokenArchive' });
    expect(await refusal('обрезан.zip', sampleZip({ 'a.txt': strToU8('a') }).subarray(0, 60))).not.toBe('stored');
  });

  it('a visitor', async () => {
    const path = join(database.dataDir, 'visitor');
    writeFileSync(path, samplePdf());
    const ctx = database.ctx({ kind: 'visitor', visitorHash: null, locale: 'ru' });
    expect(await storeUpload(ctx, { field: 'file', path, name: 'a.pdf', declaredType: '' })).toMatchObject({
      ok: false,
    });
  });
});

describe('quarantine', () => {
  it('takes what the scanner objects to, in archives too; staff see it, nobody downloads it', async () => {
    expect(await refusal('тест.txt', EICAR)).toEqual({ file: 'upload.quarantined', code: 'invalid_input' });
    expect(await refusal('eicar.com', EICAR)).toMatchObject({ file: 'upload.quarantined' });
    const inside = sampleZip({ 'ещё/eicar.txt': strToU8(`x${EICAR}`) });
    expect(await refusal('тест.zip', inside)).toMatchObject({ file: 'upload.quarantined' });

    const listed = await listQuarantine(database.ctx(agent));
    expect(listed.map(({ name, finding, uploadedBy }) => [name, finding, uploadedBy])).toEqual([
      ['тест.zip', 'EICAR-Test-File', customer.name],
      ['eicar.com', 'EICAR-Test-File', customer.name],
      ['тест.txt', 'EICAR-Test-File', customer.name],
    ]);
    for (const { id } of listed) expect(await getFile(database.ctx(agent), id)).toBeNull();
    expect(
      (
        await getFiles(
          database.ctx(agent),
          listed.map((file) => file.id),
        )
      ).size,
    ).toBe(0);
  });

  it('is not for customers and editors', async () => {
    const [file] = await listQuarantine(database.ctx(agent));
    for (const viewer of [customer, editor]) {
      expect(await listQuarantine(database.ctx(viewer))).toEqual([]);
      expect(await rejectQuarantined(database.ctx(viewer), file?.id ?? '')).toMatchObject({ ok: false });
    }
  });

  it('is emptied for good: the bytes go, what happened stays known', async () => {
    const before = await listQuarantine(database.ctx(agent));
    const id = before[0]?.id ?? '';
    expect(await rejectQuarantined(database.ctx(agent), id)).toEqual({ ok: true, value: null });
    expect(await rejectQuarantined(database.ctx(agent), id)).toEqual({ ok: true, value: null });
    expect(await listQuarantine(database.ctx(agent))).toHaveLength(before.length - 1);
    expect(await database.platform.files.get(id), 'not lost by a process that dies here').not.toBeNull();
    await decided();
    expect(await database.platform.files.get(id)).toBeNull();
  });

  it('lets through what a supervisor called a false alarm, those very bytes only, and tells its sender', async () => {
    const supervisor = await viewerOf(database, 'supervisor');
    const mine = async () =>
      (await listMyHeldFiles(database.ctx(customer))).map(({ name, state }) => `${name}: ${state}`);
    const alarm = `Наша программа пишет ${EICAR}`;
    await upload('отчёт.txt', alarm);
    await upload('ещё раз.txt', alarm);
    const [held] = await listQuarantine(database.ctx(supervisor));
    const decision = { id: held?.id ?? '', reason: 'Отчёт программы о проверке' };
    for (const viewer of [customer, editor, agent]) {
      expect(await clearQuarantined(database.ctx(viewer), decision)).toMatchObject({ error: { code: 'not_found' } });
    }
    expect(await mine()).toContain('отчёт.txt: quarantined');
    expect(await clearQuarantined(database.ctx(supervisor), decision)).toEqual({ ok: true, value: null });
    expect(await clearQuarantined(database.ctx(supervisor), decision), 'again').toMatchObject({ ok: false });
    expect(await listDecidedFiles(database.ctx(agent))).toContainEqual(
      expect.objectContaining({
        name: 'отчёт.txt',
        state: 'cleared',
        reason: decision.reason,
        decidedBy: supervisor.name,
        decidedAt: database.clock.now(),
      }),
    );
    await decided();
    expect(await database.platform.files.get(decision.id)).toBeNull();
    expect(await mine()).toEqual(expect.arrayContaining(['отчёт.txt: cleared', 'ещё раз.txt: cleared']));
    expect(await refusal('отчёт.txt', alarm)).toBe('stored');
    expect(await mine(), 'it got through').not.toContain('отчёт.txt: cleared');
    expect(await refusal('отчёт.txt', `${alarm}!`)).toMatchObject({ file: 'upload.quarantined' });
    expect(await listMyHeldFiles(database.ctx(agent))).toEqual([]);
  });

  it('holds cleared bytes again when something else is found in them', async () => {
    let infected = 'Heuristics.Macro';
    const found = await openTestDatabase({
      scanner: { kind: 'clamd', scan: () => Promise.resolve({ clean: false, infected }) },
    });
    const sender = found.ctx(await viewerOf(found, 'customer'));
    const supervisor = found.ctx(await viewerOf(found, 'supervisor'));
    const path = join(found.dataDir, 'upload');
    writeFileSync(path, 'Смета');
    const send = () => storeUpload(sender, { field: 'file', path, name: 'смета.txt', declaredType: '' });
    expect(await send()).toMatchObject({ ok: false });
    infected = 'Trojan.Real';
    expect(await send()).toMatchObject({ ok: false });
    const listed = await listQuarantine(supervisor);
    const macro = listed.find(({ finding }) => finding === 'Heuristics.Macro')?.id ?? '';
    expect(await clearQuarantined(supervisor, { id: macro, reason: 'Макросы нужны' })).toMatchObject({ ok: true });
    expect((await listQuarantine(supervisor)).map(({ finding }) => finding)).toEqual(['Trojan.Real']);
    expect(await send()).toMatchObject({ error: { fields: { file: 'upload.quarantined' } } });
    infected = 'Heuristics.Macro';
    expect(await send()).toMatchObject({ ok: true });
    const decidedAlready = { ok: false, error: { message: 'quarantine.decidedAlready' } };
    expect(await rejectQuarantined(supervisor, macro), 'on a page from before').toMatchObject(decidedAlready);
    await found.close();
  });

  it('a scanner that cannot look lets nothing in', async () => {
    const blind = await openTestDatabase({
      scanner: { kind: 'clamd', scan: () => Promise.reject(new Error('nobody there')) },
    });
    const viewer = await viewerOf(blind, 'customer');
    const path = join(blind.dataDir, 'upload');
    writeFileSync(path, samplePdf());
    const stored = await storeUpload(blind.ctx(viewer), { field: 'file', path, name: 'a.pdf', declaredType: '' });
    expect(stored).toMatchObject({ ok: false, error: { code: 'unavailable', message: 'upload.notChecked' } });
    expect(readdirSync(blind.dataDir)).not.toContain('files');
    await blind.close();
  });
});

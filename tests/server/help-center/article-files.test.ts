import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { files } from '#db/schema/files.ts';
import {
  archiveArticle,
  articleFilePath,
  attachFile,
  changeArticleSettings,
  detachFile,
  getArticle,
  getArticleFile,
  getArticleSettings,
  listArticleFiles,
  listRevisions,
  markdownOf,
  publishRevision,
  saveBlock,
  saveRevision,
  startRevision,
} from '#server/help-center/index.ts';
import type { UserViewer, VisitorViewer } from '#server/identity/index.ts';
import { openHelpCenter, type TestHelpCenter } from '#support/help-center.ts';
import { samplePdf, samplePng } from '#support/sample-files.ts';
import { staffOf } from '#support/staff.ts';

const visitor: VisitorViewer = { kind: 'visitor', visitorHash: null, locale: 'ru' };
const key = 'pay-invoice';
const at = { key, locale: 'ru' as const };
let help: TestHelpCenter;
let lera: UserViewer;
let anna: UserViewer;

beforeAll(async () => {
  help = await openHelpCenter();
  [lera, anna] = [await staffOf(help, 'editor', 'Lera'), await staffOf(help, 'agent', 'Anna')];
});
afterAll(() => help.close());

const mp4 = () =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom\0\0\x02\0isomiso2mp41'), Buffer.alloc(64)]);
let made = 0;
function upload(name: string, bytes: Buffer, declaredType = '') {
  const path = join(help.dataDir, `upload-${String(++made)}`);
  writeFileSync(path, bytes);
  return { field: 'file', path, name, declaredType };
}
async function attach(name: string, bytes: Buffer, viewer: UserViewer = lera) {
  const attached = await attachFile(help.ctx(viewer), key, upload(name, bytes));
  if (!attached.ok) throw new Error(attached.error.message);
  return attached.value;
}
async function write(body: string) {
  const started = await startRevision(help.ctx(lera), at);
  if (!started.ok) throw new Error('started');
  const { title, summary, questions } = started.value;
  const content = { title, summary, questions, body: `${body}\n\nОткройте счёт в кабинете и выберите способ оплаты.` };
  const saved = await saveRevision(help.ctx(lera), { ...at, version: started.value.version, content });
  if (!saved.ok) throw new Error(saved.error.message);
  return saved.value.version;
}
const publish = async (version: number) => publishRevision(help.ctx(lera), { ...at, version, at: null, reason: null });
const html = async () => (await getArticle(help.ctx(visitor), at))?.html ?? '';

describe('pictures and attachments of an article', () => {
  it('are shown in their place with the size they have, once a text that shows them is published', async () => {
    const picture = await attach('Схема [этажа].png', samplePng());
    expect(picture).toMatchObject({ mediaType: 'image/png', width: 1, height: 1 });
    expect(markdownOf(picture)).toBe(`![Схема этажа](file:${picture.id})`);
    const version = await write(`![План "склада" & ворот](file:${picture.id})`);
    expect(await getArticleFile(help.ctx(visitor), picture.id)).toBeNull();
    expect(await getArticleFile(help.ctx(lera), picture.id)).not.toBeNull();
    expect(await publish(version)).toMatchObject({ ok: true });
    expect(await html()).toContain(
      `<p class="figure"><img src="/help/files/${picture.id}" alt="План &quot;склада&quot; &amp; ворот" width="1" height="1" loading="lazy" /></p>`,
    );
    expect(await getArticleFile(help.ctx(visitor), picture.id)).toMatchObject({ mediaType: 'image/png' });
  });

  it('are read by those who read the article, and by nobody else once it is for others or gone', async () => {
    const guide = await attach('guide.pdf', samplePdf());
    const video = await attach('сборка.mp4', mp4());
    await publish(await write(`[Инструкция](file:${guide.id})\n\n![Сборка стола](file:${video.id})`));
    expect(await html()).toContain(`<a href="${articleFilePath(guide.id)}">Инструкция</a>`);
    expect(await html()).toContain(
      `<video src="/help/files/${video.id}" controls preload="metadata" aria-label="Сборка стола"></video>`,
    );
    const readable = async (viewer: UserViewer | VisitorViewer) =>
      (await getArticleFile(help.ctx(viewer), guide.id)) !== null;
    expect(await readable(visitor)).toBe(true);
    const known = await getArticleSettings(help.ctx(lera), key, 'ru');
    if (!known) throw new Error('no settings');
    await changeArticleSettings(help.ctx(lera), { ...known, audience: 'staff' });
    expect([await readable(visitor), await readable(anna)]).toEqual([false, true]);
    await changeArticleSettings(help.ctx(lera), { ...known, settingsVersion: known.settingsVersion + 1 });
    expect(await readable(visitor)).toBe(true);
    await archiveArticle(help.ctx(lera), at);
    expect(await readable(visitor)).toBe(false);
  });

  it('are nothing but what was attached to an article: other files are not shown by naming them', async () => {
    const id = help.system.ids.next();
    await help.db.write((tx) =>
      tx.insert(files).values({
        ...{ id, name: 'secret.pdf', mediaType: 'application/pdf', size: 1, sha256: 'x', state: 'clean' },
        ...{ storageKey: id, createdAt: help.clock.now() },
      }),
    );
    const refused = await publish(await write(`![Договор](file:${id})`));
    expect(refused).toMatchObject({ ok: false, error: { message: 'help.error.lostLinks' } });
    expect(await getArticleFile(help.ctx(lera), id)).toBeNull();
  });

  it('are checked as every upload is, and the same once more is the same file', async () => {
    const first = await attach('same.png', samplePng());
    expect((await attach('same.png', samplePng())).id).toBe(first.id);
    const send = (name: string, bytes: Buffer, type?: string) =>
      attachFile(help.ctx(lera), key, upload(name, bytes, type));
    const refused = { ok: false, error: { code: 'unsupported_media' } };
    expect(await send('page.svg', Buffer.from('<svg onload="alert(1)"/>'))).toMatchObject(refused);
    expect(await send('page.png', Buffer.from('<html><script>alert(1)</script>'))).toMatchObject(refused);
    expect(await send('film.mp4', samplePng())).toMatchObject(refused);
    expect(await send('empty.png', Buffer.alloc(0))).toMatchObject({ error: { message: 'upload.empty' } });
    expect(await attachFile(help.ctx(lera), key, undefined)).toMatchObject({ error: { message: 'upload.required' } });
    expect(await attachFile(help.ctx(anna), key, upload('a.png', samplePng()))).toMatchObject({
      error: { code: 'not_found' },
    });
    expect(await attachFile(help.ctx(lera), 'no-such-article', upload('a.png', samplePng()))).toMatchObject({
      error: { code: 'not_found' },
    });
  });

  it('stay while a text shows them, and leave nothing when they are taken away', async () => {
    const [used] = (await listArticleFiles(help.ctx(lera), key)).filter(({ name }) => name === 'guide.pdf');
    if (!used) throw new Error('no guide');
    expect(await detachFile(help.ctx(lera), key, used.id)).toMatchObject({ error: { code: 'conflict' } });
    const loose = await attach('loose.pdf', samplePdf('loose'));
    const stored = await getArticleFile(help.ctx(lera), loose.id);
    expect(await detachFile(help.ctx(lera), key, loose.id)).toEqual({ ok: true, value: null });
    expect(await getArticleFile(help.ctx(lera), loose.id)).toBeNull();
    expect(() => readFileSync(join(help.dataDir, 'files', stored?.storageKey ?? ''))).toThrow();
    expect(await detachFile(help.ctx(lera), key, loose.id)).toMatchObject({ error: { code: 'not_found' } });
  });

  it('stay while a text that is being written shows them, or a block does that an article has', async () => {
    const drafted = await attach('drafted.pdf', samplePdf('drafted'));
    await write(`[Черновик](file:${drafted.id})`);
    expect(await detachFile(help.ctx(lera), key, drafted.id)).toMatchObject({ error: { code: 'conflict' } });

    const none = { title: '', body: '', version: 0 };
    const ru = { title: 'Склад', body: 'Ворота открыты до шести.', version: 0 };
    await saveBlock(help.ctx(lera), { key: 'gates', texts: { ru, en: none } });
    const plan = await attachFile(help.ctx(lera), 'block:gates', upload('plan.png', samplePng()));
    if (!plan.ok) throw new Error(plan.error.message);
    const shown = { ...ru, body: `![План](file:${plan.value.id})`, version: 1 };
    await saveBlock(help.ctx(lera), { key: 'gates', texts: { ru: shown, en: none } });
    expect(await publish(await write('{{block:gates}}'))).toMatchObject({ ok: true });
    for (const each of [key, 'block:gates']) {
      expect(await detachFile(help.ctx(lera), each, plan.value.id)).toMatchObject({ error: { code: 'conflict' } });
    }
    expect(await getArticleFile(help.ctx(visitor), plan.value.id)).not.toBeNull();
  });

  it('are shown where a text names them by reference, too', async () => {
    const picture = await attach('reference.png', samplePng());
    expect(await publish(await write(`![План][1] и [план][1]\n\n[1]: file:${picture.id}`))).toMatchObject({ ok: true });
    const row = (await listRevisions(help.ctx(lera), at))[0];
    expect(row?.state).toBe('published');
    expect(await html()).toContain(`<img src="/help/files/${picture.id}" alt="План"`);
  });
});

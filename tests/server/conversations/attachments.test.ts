import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transcriptOf } from '#components/conversations/transcript.ts';
import {
  getAttachment,
  getDraft,
  getStaffThread,
  getThread,
  keepAsDraft,
  listOwnConversations,
  postWithFiles,
  startWithFiles,
} from '#server/conversations/index.ts';
import { EICAR } from '#server/platform/scanner.ts';
import { files } from '#db/schema/files.ts';
import { must, openStory, start, type Story } from './story.ts';

let story: Story;
let folder: string;
beforeEach(async () => {
  story = await openStory();
  folder = await mkdtemp(join(tmpdir(), 'kabinet-attachments-'));
});
afterEach(async () => {
  await story.close();
  await rm(folder, { recursive: true, force: true });
});

async function upload(name: string, content: string) {
  const path = join(folder, name);
  await writeFile(path, content);
  return { field: 'files', path, name, declaredType: 'text/plain' };
}

describe('files of a message', () => {
  it('are seen and opened by those who may read the conversation, and by nobody else', async () => {
    const ctx = story.ctx(story.marina);
    const conversationId = await start(ctx);
    const send = async () =>
      postWithFiles(ctx, {
        conversationId,
        clientId: 'with-files-1',
        text: '',
        uploads: [await upload('size.txt', 'A × B')],
      });
    must(await send());
    must(await send());
    const thread = await getThread(ctx, conversationId, { locale: 'ru' });
    expect(thread?.messages).toHaveLength(2);
    expect(thread?.messages[1]).toMatchObject({ text: '', files: [{ name: 'size.txt', image: false }] });
    expect(await story.db.read.select().from(files), 'a repeat keeps no second copy').toHaveLength(1);
    const fileId = thread?.messages[1]?.files[0]?.id ?? '';
    for (const viewer of [story.marina, story.anna]) {
      expect(await getAttachment(story.ctx(viewer), { conversationId, fileId })).toMatchObject({ name: 'size.txt' });
    }
    const other = await start(story.ctx(story.pavel), 'Другое', 'client-other-1');
    for (const [viewer, id] of [
      [story.pavel, conversationId],
      [story.pavel, other],
      [story.vera, conversationId],
      [story.guest, conversationId],
    ] as const) {
      expect(await getAttachment(story.ctx(viewer), { conversationId: id, fileId })).toBeNull();
    }
  });

  it('are not kept when the message is refused', async () => {
    const ctx = story.ctx(story.marina);
    const conversationId = await start(ctx);
    const good = await upload('good.txt', 'text');
    const bad = await upload('page.html', '<script>1</script>');
    expect(
      await postWithFiles(ctx, { conversationId, clientId: 'refused-0001', text: '', uploads: [good, bad] }),
    ).toMatchObject({ ok: false });
    expect(
      await postWithFiles(story.ctx(story.anna), {
        conversationId,
        clientId: 'refused-0002',
        text: 'x',
        uploads: [good],
      }),
    ).toMatchObject({ error: { code: 'conflict' } });
    expect(await story.db.read.select().from(files)).toEqual([]);
  });

  it('that were refused leave their words in the draft, once', async () => {
    const ctx = story.ctx(story.marina);
    const place = await start(ctx);
    for (const text of ['Вот чертёж', ' Вот чертёж ', 'и ещё один']) must(await keepAsDraft(ctx, { place, text }));
    expect(await getDraft(ctx, place)).toBe('Вот чертёж\nи ещё один');
  });
});

describe('files of the first message', () => {
  const begin = async (viewer: 'marina' | 'guest', ...names: [name: string, content: string][]) => {
    const uploads = await Promise.all(names.map(([name, content]) => upload(name, content)));
    return startWithFiles(story.ctx(story[viewer]), { locale: 'ru', clientId: 'first-0001', text: 'Чертёж', uploads });
  };

  it('open the conversation with it, and are seen in its transcript and at the desk', async () => {
    const { conversationId } = must(await begin('marina', ['План.txt', 'A × B'], ['b.txt', 'C']));
    expect(must(await begin('marina', ['План.txt', 'A × B'])), 'a repeat').toEqual({ conversationId });
    expect(await story.db.read.select().from(files)).toHaveLength(2);
    const thread = await getThread(story.ctx(story.marina), conversationId, { locale: 'ru' });
    if (!thread) throw new Error('no thread');
    expect(thread.messages).toMatchObject([{ text: 'Чертёж', files: [{ name: 'План.txt' }, { name: 'b.txt' }] }]);
    expect(transcriptOf(thread, 'ru', 'Europe/Moscow')).toContain('Чертёж\nФайл: План.txt, ');
    const atDesk = await getStaffThread(story.ctx(story.anna), conversationId, { locale: 'ru' });
    expect(atDesk?.lines).toMatchObject([{ files: [{ name: 'План.txt' }, { name: 'b.txt' }] }]);
  });

  it('refuse the conversation when one of them is not welcome; what is harmful stays in quarantine only', async () => {
    expect(await begin('marina', ['good.txt', 'text'], ['page.html', '<b>'])).toMatchObject({
      error: { fields: { files: 'upload.wrongType' } },
    });
    expect(await begin('marina', ['good.txt', 'text'], ['virus.txt', EICAR])).toMatchObject({
      error: { fields: { files: 'upload.quarantined' } },
    });
    expect(await listOwnConversations(story.ctx(story.marina))).toEqual([]);
    expect(await story.db.read.select().from(files)).toMatchObject([{ name: 'virus.txt', state: 'quarantined' }]);
  });

  it('are not taken from guests, who may start without', async () => {
    expect(await begin('guest', ['a.txt', 'text'])).toMatchObject({ ok: false });
    expect(await begin('guest')).toMatchObject({ ok: true });
  });
});

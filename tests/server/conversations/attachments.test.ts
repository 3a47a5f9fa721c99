import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getAttachment, getThread, postWithFiles } from '#server/conversations/index.ts';
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
});

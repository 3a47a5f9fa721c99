import { getInvoice, listInvoices } from '../billing/index.ts';
import type { Ctx } from '../context.ts';
import { getDocument, getSigningSheet, listDocuments } from '../documents/index.ts';
import { getFiles, type StoredFile } from '../files/index.ts';
import type { UserViewer } from '../identity/index.ts';
import { getOrder, listOrders } from '../orders/index.ts';
import type { ZipPart } from '../platform/zip-writer.ts';
import { getTask, listTasks } from '../tasks/index.ts';
import { everyPage, except, jsonListPart, jsonPart } from './archive-parts.ts';

/** A part that can be given at once, or a stored file whose bytes are still to be fetched. */
export type Piece = ZipPart | { name: string; file: StoredFile };

/** Where things lie in the archive: unique paths below the customer's folder. */
type Named = (...path: string[]) => string;

/** What the viewer may see of the customer whose cabinet this is, section by section; what is not shown is not there. */
export async function* affairsParts(ctx: Ctx<UserViewer>, named: Named): AsyncGenerator<Piece, void> {
  if (await listInvoices(ctx, { perPage: 1 })) yield jsonListPart(named('invoices.json'), invoices(ctx));
  if (await listOrders(ctx, { perPage: 1 })) yield jsonListPart(named('orders.json'), orders(ctx));
  yield* documents(ctx, named);
  yield* tasks(ctx, named);
}

async function* invoices(ctx: Ctx<UserViewer>): AsyncGenerator<unknown, void> {
  const all = everyPage(async (page, perPage) => {
    const list = await listInvoices(ctx, { page, perPage });
    return list && { items: list.invoices, total: list.total };
  });
  for await (const { number } of all) {
    const invoice = await getInvoice(ctx, number);
    if (invoice) yield except(invoice, 'bank', 'chosen', 'smallestPart', 'canPay', 'canPayOnline');
  }
}

async function* orders(ctx: Ctx<UserViewer>): AsyncGenerator<unknown, void> {
  const all = everyPage(async (page, perPage) => {
    const list = await listOrders(ctx, { page, perPage });
    return list && { items: list.orders, total: list.total };
  });
  for await (const { number } of all) yield await getOrder(ctx, number);
}

async function* documents(ctx: Ctx<UserViewer>, named: Named): AsyncGenerator<Piece, void> {
  const all = everyPage(async (page, perPage) => {
    const list = await listDocuments(ctx, { page, perPage });
    return list && { items: list.documents, total: list.total };
  });
  for await (const { id } of all) {
    const document = await getDocument(ctx, id);
    if (!document) continue;
    const { versions } = document;
    const inside = named('documents', document.title).split('/').slice(-2);
    yield jsonPart(named(...inside, 'document.json'), {
      ...except(document, 'customerId'),
      versions: versions.map((version) => ({ ...except(version, 'id'), file: factsOf(version.file) })),
    });
    for (const { number, file, answer } of versions) {
      yield { name: named(...inside, `v${String(number)} ${file.name}`), file };
      if (answer?.signature) yield* sheet(ctx, { id, number, inside }, named);
    }
  }
}

async function* sheet(
  ctx: Ctx<UserViewer>,
  { id, number, inside }: { id: string; number: number; inside: string[] },
  named: Named,
): AsyncGenerator<Piece, void> {
  const made = await getSigningSheet(ctx, id, number, ctx.viewer.locale);
  if (made) yield { name: named(...inside, `v${String(number)} ${made.name}`), pack: false, pieces: [made.bytes] };
}

async function* tasks(ctx: Ctx<UserViewer>, named: Named): AsyncGenerator<Piece, void> {
  for (const filter of ['open', 'done'] as const) {
    const all = everyPage(async (page, perPage) => {
      const list = await listTasks(ctx, { filter, sort: 'new', page, perPage });
      return list && { items: list.tasks, total: list.total };
    });
    for await (const { id } of all) {
      const task = await getTask(ctx, id);
      if (!task) continue;
      const inside = named('tasks', task.title).split('/').slice(-2);
      yield jsonPart(named(...inside, 'task.json'), task);
      const fileIds = task.entries.flatMap((entry) => entry.files.map((file) => file.id));
      for (const file of (await getFiles(ctx, fileIds)).values()) yield { name: named(...inside, file.name), file };
    }
  }
}

export const factsOf = ({ name, mediaType, size, sha256, createdAt }: StoredFile) => ({
  name,
  mediaType,
  size,
  sha256,
  createdAt,
});

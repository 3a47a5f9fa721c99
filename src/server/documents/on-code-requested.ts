import type { Ctx } from '../context.ts';
import { viewerOfUser } from '../customers/index.ts';
import { systemViewer, type SystemViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { renderMail } from '../platform/mail-template.ts';
import { documentCodeRequested } from './document.events.ts';
import { canSignDocument } from './document.policy.ts';
import { getDocument } from './document.queries.ts';
import { forgetSigningCode, issueSigningCode } from './sign-document.ts';

/** Mails the code to sign with. Rights are asked once more: they may have ended meanwhile. */
export const onDocumentCodeRequested = (app: { ctx(viewer: SystemViewer): Ctx }): Subscription =>
  subscribe(documentCodeRequested, 'documents.mail-signing-code', async (event) => {
    const { documentId, versionId, userId } = event.payload;
    const ctx = app.ctx(systemViewer('mail a code to sign a document with'));
    const person = await viewerOfUser(ctx.db, userId);
    if (!person) return;
    const document = await getDocument({ ...ctx, viewer: person }, documentId);
    const version = document?.versions[0];
    if (!document || version?.id !== versionId || !canSignDocument(person, document)) return;
    const made = { id: event.id, versionId, userId, sha256: version.file.sha256, sentTo: person.email };
    const code = await issueSigningCode(ctx, made);
    if (code === null) return;
    try {
      const title = document.title;
      const mail = await renderMail(ctx.db.read, 'document-code', person.locale, { name: person.name, code, title });
      await ctx.platform.mailer.send({ key: `document-code:${event.id}`, to: person.email, ...mail });
    } catch (error) {
      await forgetSigningCode(ctx, event.id);
      throw error;
    }
  });

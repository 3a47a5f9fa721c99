import type { documentAnswers } from '#db/schema/documents.ts';
import type { StoredFile } from '../files/index.ts';
import { showsSubject } from '../customers/index.ts';
import type { Viewer } from '../identity/index.ts';
import { parseSubject, type Subject } from '../platform/subject.ts';
import type { AnswerKind, DocumentAsks, DocumentKind, DocumentState } from './document.ts';

/** A document in a list, with its newest version. */
export interface DocumentSummary {
  id: string;
  customerId: string;
  kind: DocumentKind;
  title: string;
  origin: 'company' | 'customer';
  asks: DocumentAsks;
  state: DocumentState;
  subject: Subject | null;
  changedAt: Date;
  /** The newest version. */
  version: number;
  file: { name: string; mediaType: string; size: number };
  /** When the newest version was answered. */
  answeredAt: Date | null;
  /** The viewer has not opened the newest version, which somebody else added. */
  isNew: boolean;
}

export interface DocumentAnswer {
  kind: AnswerKind;
  reason: string | null;
  by: string;
  at: Date;
  sha256: string;
  /** Signed: how it was confirmed. */
  signature: { typedName: string; codeSentTo: string; codeSentAt: Date; network: string } | null;
}

export interface DocumentView {
  name: string;
  firstAt: Date;
  lastAt: Date;
}

export interface DocumentVersion {
  id: string;
  number: number;
  file: StoredFile;
  note: string | null;
  /** Null for the system. */
  addedBy: string | null;
  createdAt: Date;
  answer: DocumentAnswer | null;
  /** Who has seen it; empty for those who may not know. */
  views: DocumentView[];
}

export interface DocumentDetails extends Omit<DocumentSummary, 'isNew' | 'version' | 'file' | 'answeredAt'> {
  withdrawn: boolean;
  createdAt: Date;
  /** The newest first; never empty. */
  versions: DocumentVersion[];
}

/** What a document belongs to; null also where the viewer could not open it. */
export function subjectFor(
  viewer: Viewer,
  { customerId, subject }: { customerId: string; subject: string | null },
): Subject | null {
  const named = subject === null ? null : parseSubject(subject);
  return named && showsSubject(viewer, customerId, named.kind) ? named : null;
}

export function presentAnswer(row: typeof documentAnswers.$inferSelect): DocumentAnswer {
  const { kind, reason, userName, sha256, answeredAt, typedName, codeSentTo, codeSentAt, network } = row;
  const signature =
    typedName !== null && codeSentTo !== null && codeSentAt !== null
      ? { typedName, codeSentTo, codeSentAt, network: network ?? '' }
      : null;
  return { kind, reason, by: userName, at: answeredAt, sha256, signature };
}

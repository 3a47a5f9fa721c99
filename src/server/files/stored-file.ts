import type { files } from '#db/schema/files.ts';

/** A file as other modules and pages know it. Reading it is allowed by whoever it belongs to. */
export interface StoredFile {
  id: string;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  /** Hex. */
  sha256: string;
  state: 'quarantined' | 'clean' | 'rejected' | 'cleared';
  storageKey: string;
  createdAt: Date;
}

export const toStoredFile = (
  row: Omit<typeof files.$inferSelect, 'decidedAt' | 'decidedBy' | 'decisionReason' | 'finding' | 'uploadedBy'>,
): StoredFile => ({
  id: row.id,
  name: row.name,
  mediaType: row.mediaType,
  size: row.size,
  sha256: row.sha256,
  state: row.state,
  storageKey: row.storageKey,
  createdAt: row.createdAt,
});

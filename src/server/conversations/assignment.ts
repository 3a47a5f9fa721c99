import type { WordKey } from '#content/words.ts';

/** Where people pick conversations up. Named by `queue.<key>`. */
export const queues = ['delivery', 'documents', 'general'] as const;
export type QueueKey = (typeof queues)[number];

const byCategory: Record<string, QueueKey> = {
  payment: 'documents',
  documents: 'documents',
  account: 'documents',
  orders: 'delivery',
  delivery: 'delivery',
  repairs: 'delivery',
  changes: 'delivery',
  materials: 'delivery',
};

/** The queue for a help-center category; anything else goes to `general`. */
export const queueOfCategory = (category: string | null | undefined): QueueKey =>
  (category ? byCategory[category] : undefined) ?? 'general';

/** What the assistant knew when it handed over. Shown at the desk, never to the person. */
export interface AssignmentSummary {
  /** What the person wants, in their own words. */
  request: string;
  reason: WordKey;
  /** Goes before the others that wait. */
  priority?: 'high' | undefined;
  scenario?: { key: string; title: string; step: string } | undefined;
  path: { step: string; label: string }[];
  answers: { label: string; value: string; source?: string | undefined }[];
  candidates: { kind: string; key: string; title: string; confidence: number }[];
}

/** One stay of a conversation among the people: from the hand-off to the resolution. */
export interface Assignment {
  id: string;
  conversationId: string;
  queue: string;
  agentId: string | null;
  reason: string;
  summary: AssignmentSummary | null;
  createdAt: Date;
  takenAt: Date | null;
  endedAt: Date | null;
  /** Of a request, handed over out of hours: from when on it was promised to be answered. */
  promisedAt: Date | null;
}

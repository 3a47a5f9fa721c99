import { z } from 'zod';

/** What a task, a conversation or a notification can be about. */
export const subjectKinds = ['invoice', 'order', 'document', 'task', 'conversation'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/**
 * A thing of another module, named without knowing its table: invoices and orders by their number, the rest by id. Only a
 * name: whoever shows it asks the module that owns it whether the viewer may see it.
 */
export interface Subject {
  kind: SubjectKind;
  key: string;
}

const TEXT = /^(invoice|order|document|task|conversation):(.{1,60})$/su;

/** `invoice:СЧ-1107`, as it stands in addresses and form fields. */
export const subjectText = ({ kind, key }: Subject): string => `${kind}:${key}`;

/** Null for anything that is not the text of a subject. */
export function parseSubject(text: string): Subject | null {
  const [, kind, key] = TEXT.exec(text) ?? [];
  return kind === undefined || key === undefined ? null : { kind: kind as SubjectKind, key };
}

/** A form field or query parameter that names a subject. */
export const subjectField = z
  .string()
  .max(80)
  .transform((text, issues): Subject => {
    const subject = parseSubject(text);
    if (subject) return subject;
    issues.addIssue({ code: 'custom', message: 'error.invalidField' });
    return z.NEVER;
  });

import type { Words } from '#content/words.ts';
import type { MemberRole, Section } from '#server/identity/index.ts';

/** «бухгалтер»; for a role of one's own the sections it opens, «Заказы, Документы». */
export function roleInWords(t: Words, role: MemberRole, picked: readonly Section[]): string {
  if (role !== 'custom' || picked.length === 0) return t(`people.role.${role}`);
  return picked.map((section) => t(`layout.cabinet.${section}`)).join(', ');
}

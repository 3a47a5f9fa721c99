import { z } from 'zod';
import { locales } from '#content/locales.ts';
import type { WordKey } from '#content/words.ts';
import { memberRoles, newEmail, newPassword, personName, sections } from '../identity/index.ts';

const say = (key: WordKey) => key;

/** A checkbox alone arrives as text, several as a list, none not at all. */
const picked = z
  .union([z.array(z.enum(sections)).max(sections.length), z.enum(sections).transform((one) => [one])])
  .default([]);

const rights = { role: z.enum(memberRoles, say('people.chooseRole')), sections: picked };
const access = { customer: z.string().min(1).max(40), ...rights };
interface Access {
  role: (typeof memberRoles)[number];
  sections: readonly string[];
}
const hasSections = (form: Access) => form.role !== 'custom' || form.sections.length > 0;
const noSections = { path: ['sections'], message: say('people.chooseSections') };

/** What our people do on the page of a customer's people: one of these, told apart by `act`. */
export const peopleForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('invite'), email: newEmail, ...rights }).refine(hasSections, noSections),
  z.object({ act: z.enum(['resend', 'revoke']), invitation: z.uuid() }),
]);
/** What they do on the page of one of them. */
export const memberForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('role'), ...rights }).refine(hasSections, noSections),
  z.object({ act: z.literal('remove') }),
]);

export const inviteForm = z.object({ ...access, email: newEmail }).refine(hasSections, noSections);
export const memberRoleForm = z.object(access).refine(hasSections, noSections);
export const memberOfForm = z.object({ customer: z.string().min(1).max(40) });
export const invitationForm = memberOfForm.extend({ act: z.enum(['resend', 'revoke']) });

/** What somebody new says of themselves when they come by an invitation. */
export const joinForm = z
  .object({ name: personName, locale: z.enum(locales), password: newPassword, repeated: z.string().max(200) })
  .refine((form) => form.password === form.repeated, { path: ['repeated'], message: say('identity.passwordsDiffer') });

import { z } from 'zod';
import { locales } from '#content/locales.ts';
import type { WordKey } from '#content/words.ts';
import { memberRoles, newEmail, newPassword, personName, sections } from '../identity/index.ts';

const say = (key: WordKey) => key;

/** A checkbox alone arrives as text, several as a list, none not at all. */
const picked = z
  .union([z.array(z.enum(sections)).max(sections.length), z.enum(sections).transform((one) => [one])])
  .default([]);

const access = {
  customer: z.string().min(1).max(40),
  role: z.enum(memberRoles, say('people.chooseRole')),
  sections: picked,
};
interface Access {
  role: (typeof memberRoles)[number];
  sections: readonly string[];
}
const hasSections = (form: Access) => form.role !== 'custom' || form.sections.length > 0;
const noSections = { path: ['sections'], message: say('people.chooseSections') };

export const inviteForm = z.object({ ...access, email: newEmail }).refine(hasSections, noSections);
export const memberRoleForm = z.object(access).refine(hasSections, noSections);
export const memberOfForm = z.object({ customer: z.string().min(1).max(40) });
export const invitationForm = memberOfForm.extend({ act: z.enum(['resend', 'revoke']) });

/** What somebody new says of themselves when they come by an invitation. */
export const joinForm = z
  .object({ name: personName, locale: z.enum(locales), password: newPassword, repeated: z.string().max(200) })
  .refine((form) => form.password === form.repeated, { path: ['repeated'], message: say('identity.passwordsDiffer') });

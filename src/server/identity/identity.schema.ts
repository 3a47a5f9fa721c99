import { z } from 'zod';
import { locales } from '#content/locales.ts';
import type { WordKey } from '#content/words.ts';
import { roles } from './viewer.ts';

const say = (key: WordKey) => key;

export const newEmail = z
  .string(say('error.required'))
  .trim()
  .toLowerCase()
  .min(1, say('error.required'))
  .max(254, say('error.tooLong'))
  .pipe(z.email(say('identity.invalidEmail')));

/** NIST SP 800-63B §3.1.1.2: at least 8 characters, long ones allowed, no rules about kinds of characters. */
export const newPassword = z
  .string(say('error.required'))
  .min(8, say('identity.passwordTooShort'))
  .max(200, say('error.tooLong'));

/** As other people see it. Control and formatting characters would let one name look like another. */
export const personName = z
  .string(say('error.required'))
  .trim()
  .min(1, say('error.required'))
  .max(100, say('error.tooLong'))
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, say('error.invalidField'));

/** Somebody new who may sign in. */
export const newPerson = z.object({
  email: newEmail,
  name: personName,
  role: z.enum(roles, say('error.required')),
  locale: z.enum(locales),
  title: z
    .string()
    .trim()
    .max(120, say('error.tooLong'))
    .transform((text) => (text === '' ? null : text))
    .default(null),
});
export type NewPerson = z.infer<typeof newPerson>;

export const signInForm = z.object({
  email: newEmail,
  password: z.string(say('error.required')).min(1, say('error.required')).max(200, say('error.tooLong')),
  to: z.string().max(500).optional(),
});

export const requestResetForm = z.object({ email: newEmail });

export const resetPasswordForm = z
  .object({ password: newPassword, repeated: z.string().max(200) })
  .refine((form) => form.password === form.repeated, { path: ['repeated'], message: say('identity.passwordsDiffer') });

export const changePasswordForm = z
  .object({
    current: z.string(say('error.required')).min(1, say('error.required')).max(200),
    password: newPassword,
    repeated: z.string().max(200),
  })
  .refine((form) => form.password === form.repeated, { path: ['repeated'], message: say('identity.passwordsDiffer') });

export const preferencesForm = z.object({
  theme: z.enum(['light', 'dark', 'system']).optional(),
  locale: z.enum(locales).optional(),
  shortcuts: z.enum(['on', 'off']).optional(),
  to: z.string().max(500).optional(),
});

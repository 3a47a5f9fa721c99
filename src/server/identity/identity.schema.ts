import { z } from 'zod';
import { locales } from '#content/locales.ts';
import type { WordKey } from '#content/words.ts';

const say = (key: WordKey) => key;

const email = z
  .string(say('error.required'))
  .trim()
  .toLowerCase()
  .min(1, say('error.required'))
  .max(254, say('error.tooLong'))
  .pipe(z.email(say('identity.invalidEmail')));

/** NIST SP 800-63B §3.1.1.2: at least 8 characters, long ones allowed, no rules about kinds of characters. */
const newPassword = z
  .string(say('error.required'))
  .min(8, say('identity.passwordTooShort'))
  .max(200, say('error.tooLong'));

export const signInForm = z.object({
  email,
  password: z.string(say('error.required')).min(1, say('error.required')).max(200, say('error.tooLong')),
  to: z.string().max(500).optional(),
});

export const requestResetForm = z.object({ email });

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

import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
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

const titleField = z.string().trim().max(120, say('error.tooLong')).default('');
/** What somebody does, in each language. */
const titleFields = { titleRu: titleField, titleEn: titleField };
const withTitles = <T extends { titleRu: string; titleEn: string }>({ titleRu, titleEn, ...rest }: T) => ({
  ...rest,
  titles: { ru: titleRu, en: titleEn },
});

/** Somebody new who may sign in. */
export const newPerson = z
  .object({
    email: newEmail,
    name: personName,
    role: z.enum(roles, say('error.required')),
    locale: z.enum(locales),
    ...titleFields,
  })
  .transform(withTitles);
export type NewPerson = z.infer<typeof newPerson>;

export const titlesForm = z
  .object({ part: z.literal('titles'), userId: z.string().min(1).max(40), ...titleFields })
  .transform(withTitles);
export type TitlesForm = Pick<z.infer<typeof titlesForm>, 'userId' | 'titles'>;

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

const current = z.string(say('error.required')).min(1, say('error.required')).max(200);

/** The password once more, before something that matters. */
export const sureForm = z.object({ current });
export const emailForm = z.object({ current, email: newEmail });

/** Names of time zones as this runtime knows them (IANA). */
const timeZones: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
export const profileForm = z.object({
  name: personName,
  locale: z.enum(locales),
  timeZone: z.string().refine((zone) => timeZones.has(zone), say('account.unknownTimeZone')),
});

const code = z.string(say('error.required')).trim().min(1, say('error.required')).max(40, say('security.wrongCode'));
export const codeAppForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('start'), current }),
  z.object({ act: z.literal('confirm'), code }),
  z.object({ act: z.literal('off'), current }),
]);
/** One of the two; the page has a form for each. */
export const secondStepForm = z.union([
  z.object({ code, recovery: z.undefined().optional() }),
  z.object({ recovery: code, code: z.undefined().optional() }),
]);

/** The library that checks it looks closely; here only at what every credential has. */
const credential = z.looseObject({
  id: z.string().min(1).max(1_500),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string().max(10_000) }),
});
const isCredential = (value: unknown): boolean => credential.safeParse(value).success;
export const newPasskeyInput = z.object({
  name: personName,
  response: z.custom<RegistrationResponseJSON>(isCredential, say('error.invalidField')),
});
export const passkeyInput = z.object({
  response: z.custom<AuthenticationResponseJSON>(isCredential, say('error.invalidField')),
  to: z.string().max(500).optional(),
});

export const preferencesForm = z.object({
  theme: z.enum(['light', 'dark', 'system']).optional(),
  locale: z.enum(locales).optional(),
  shortcuts: z.enum(['on', 'off']).optional(),
  to: z.string().max(500).optional(),
});

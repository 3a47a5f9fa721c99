import { all, anyone, at, only, user, type Rules } from '../access-roles.ts';

/** Coming in, and what is a person’s own. */
// prettier-ignore
export const accountRules: Rules = {
  'GET [...locale]/sign-in.astro': { at: at('/sign-in'), outcome: anyone },
  'GET [...locale]/reset-password/index.astro': { at: at('/reset-password'), outcome: anyone },
  'GET [...locale]/reset-password/[token].astro': { at: at('/reset-password/no-such-token'), outcome: all('none') },
  'POST sign-out.ts': { at: at('/sign-out'), outcome: anyone },
  'POST preferences.ts': { at: at('/preferences'), outcome: anyone },
  'GET account/index.astro': { at: at('/account'), outcome: user },
  'GET account/email.astro': { at: at('/account/email'), outcome: user },
  'GET account/sessions/index.astro': { at: at('/account/sessions'), outcome: user },
  'POST account/sessions/end.ts': { at: at('/account/sessions/end'), outcome: user },
  'GET account/security/index.astro': { at: at('/account/security'), outcome: user },
  'GET account/security/app.astro': { at: at('/account/security/app'), outcome: user },
  'GET account/security/codes.astro': { at: at('/account/security/codes'), outcome: user },
  'GET account/data/index.astro': { at: at('/account/data'), outcome: user },
  'POST account/data/export.ts': { at: at('/account/data/export'), outcome: user },
  'POST account/passkeys/index.ts': { at: at('/account/passkeys'), outcome: user },
  'POST account/passkeys/options.ts': { at: at('/account/passkeys/options'), outcome: user },
  // Nobody has a passkey with this id.
  'POST account/passkeys/[id]/removal.ts': { at: at('/account/passkeys/00000000-0000-7000-8000-000000000000/removal'), outcome: { ...all('none'), visitor: 'sign-in' }, form: { current: 'whatever' } },
  'GET account/companies/[id]/leave.astro': { at: ({ customer: whose }) => `/account/companies/${whose}/leave`, outcome: only('marina', 'olga') },
  'POST passkey/question.ts': { at: at('/passkey/question'), outcome: anyone },
  'POST passkey/answer.ts': { at: at('/passkey/answer'), outcome: anyone },
  // Whoever has not given a password goes back to the sign-in page; whoever is in goes on.
  'GET [...locale]/sign-in/code.astro': { at: at('/sign-in/code'), outcome: { ...anyone, visitor: 'sign-in' } },
  'GET [...locale]/confirm-email/[token].astro': { at: at('/confirm-email/no-such-token'), outcome: all('none') },
  'GET account/notifications/index.astro': { at: at('/account/notifications'), outcome: user },
  'POST account/notifications/read.ts': { at: at('/account/notifications/read'), outcome: user },
  'GET [...locale]/unsubscribe/[token].astro': { at: at('/unsubscribe/no-such-token'), outcome: all('none') },
  'GET [...locale]/invitation/[token].astro': { at: at('/invitation/no-such-token'), outcome: all('none') },
};

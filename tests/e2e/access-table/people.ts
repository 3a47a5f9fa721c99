import { all, answering, at, managing, only, type Rules } from '../access-roles.ts';

/** Customers and their people, seen from the desk and by themselves. */
// prettier-ignore
export const peopleRules: Rules = {
  'GET desk/customers/index.astro': { at: at('/desk/customers?q=север'), outcome: answering },
  'GET desk/customers/export.ts': { at: at('/desk/customers/export'), outcome: answering },
  'GET desk/customers/new.astro': { at: at('/desk/customers/new'), outcome: managing },
  'GET desk/customers/[id]/index.astro': { at: ({ customer }) => `/desk/customers/${customer}`, outcome: answering },
  'GET desk/customers/[id]/messages.astro': { at: ({ customer }) => `/desk/customers/${customer}/messages`, outcome: answering },
  // Without saying as whom: the look itself would close the desk for what is asked next.
  'POST desk/customers/[id]/preview.ts': { at: ({ customer }) => `/desk/customers/${customer}/preview`, outcome: answering },
  'GET desk/customers/[id]/calls/index.astro': { at: ({ customer }) => `/desk/customers/${customer}/calls`, outcome: answering },
  // Nobody was called under this id.
  'GET desk/customers/[id]/calls/[run]/index.astro': { at: ({ customer, payment }) => `/desk/customers/${customer}/calls/${payment}`, outcome: { ...all('none'), visitor: 'sign-in' } },
  'POST desk/customers/[id]/calls/[run]/moves.ts': { at: ({ customer, payment }) => `/desk/customers/${customer}/calls/${payment}/moves`, outcome: { ...all('none'), visitor: 'sign-in' }, form: { do: 'resume' } },
  'GET desk/customers/[id]/people/index.astro': { at: ({ customer }) => `/desk/customers/${customer}/people`, outcome: answering },
  'GET desk/customers/[id]/people/[person].astro': { at: ({ customer, colleague }) => `/desk/customers/${customer}/people/${colleague}`, outcome: managing },
  'GET desk/customers/[id]/settings.astro': { at: ({ customer }) => `/desk/customers/${customer}/settings`, outcome: managing },
  'GET cabinet/people/index.astro': { at: at('/cabinet/people'), outcome: only('marina', 'anna') },
  'GET cabinet/people/[id]/index.astro': { at: ({ colleague }) => `/cabinet/people/${colleague}`, outcome: only('marina') },
  'POST cabinet/people/[id]/removal.ts': { at: ({ colleague }) => `/cabinet/people/${colleague}/removal`, outcome: only('marina'), form: ({ customer: whose }) => ({ customer: whose }) },
  'POST cabinet/people/invitations/[id].ts': { at: ({ invitation }) => `/cabinet/people/invitations/${invitation}`, outcome: only('marina'), form: ({ customer: whose }) => ({ customer: whose, act: 'resend' }) },
};

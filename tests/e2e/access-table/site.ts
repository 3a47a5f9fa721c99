import { admin, all, anyone, at, type Rules } from '../access-roles.ts';

/** What is the same for everyone, and what admins set. */
// prettier-ignore
export const siteRules: Rules = {
  'GET 404.astro': { at: at('/404'), outcome: all('none') },
  'GET styleguide.astro': { at: at('/styleguide'), outcome: anyone },
  // Proves itself by a signature instead of a session.
  'POST webhooks/stripe.ts': { at: at('/webhooks/stripe'), outcome: anyone },
  'GET health.ts': { at: at('/health'), outcome: anyone },
  'GET admin/audit.astro': { at: at('/admin/audit'), outcome: admin },
  'GET admin/company.astro': { at: at('/admin/company'), outcome: admin },
  'GET admin/people.astro': { at: at('/admin/people'), outcome: admin },
  'GET admin/visibility.astro': { at: at('/admin/visibility'), outcome: admin },
  'GET admin/index.astro': { at: at('/admin'), outcome: admin },
};

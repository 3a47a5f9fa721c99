import {
  endpoint,
  localTarget,
  localTargetIn,
  LOCALE_COOKIE,
  rememberPreference,
  seeOther,
  SHORTCUTS_COOKIE,
  THEME_COOKIE,
} from '#server/http/index.ts';
import { changeLocale, preferencesForm, type UserViewer } from '#server/identity/index.ts';

/** Language and theme: plain forms on every page, for everyone. */
export const POST = endpoint({
  who: 'anyone',
  input: preferencesForm,
  async handle({ ctx, input, context }) {
    if (input.theme) rememberPreference(context, THEME_COOKIE, input.theme);
    if (input.shortcuts) rememberPreference(context, SHORTCUTS_COOKIE, input.shortcuts);
    if (input.locale) {
      rememberPreference(context, LOCALE_COOKIE, input.locale);
      const { viewer } = ctx;
      if (viewer.kind === 'user') {
        // Whoever looks at a customer's cabinet chooses for themselves.
        const own: UserViewer = { ...viewer, userId: viewer.preview?.staffId ?? viewer.userId };
        await changeLocale({ ...ctx, viewer: own }, input.locale);
      }
    }
    // From a public page, go to the same page in the chosen language.
    return seeOther(input.locale ? localTargetIn(input.locale, input.to, '/') : localTarget(input.to, '/'));
  },
});

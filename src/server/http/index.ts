export { describeParts } from './describe-parts.ts';
export { endpoint } from './endpoint.ts';
export { failForm, notFound, openErrorPage, openPage, readForm, type FormState, type Page } from './page.ts';
export { listKeptMail } from './kept-mail.ts';
export { json, jsonFailure, localTarget, seeOther } from './respond.ts';
export { ensureVisitor, LOCALE_COOKIE, rememberPreference, THEME_COOKIE } from './session.ts';
export { deskShell, initialsOf } from './shell.ts';
export { statusOf } from './status.ts';
export type { Who } from './access.ts';

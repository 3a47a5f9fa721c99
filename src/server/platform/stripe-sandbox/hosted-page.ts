import { formatMoney } from '#content/format.ts';
import { defaultLocale, isLocale, type Locale } from '#content/locales.ts';
import { wordsFor, type WordKey } from '#content/words.ts';
import type { Stored } from './session-store.ts';

/** What the person at the page decides; the values of the form's buttons. */
export const outcomes = ['pay', 'decline', 'leave', 'cancel'] as const;
export type Outcome = (typeof outcomes)[number];

export const languageOf = (stored: Stored): Locale =>
  isLocale(stored.session.locale) ? stored.session.locale : defaultLocale;

/** The page where a payer chooses how the payment goes. Plain forms, no script. */
export function checkoutPage(stored: Stored, declined: boolean): string {
  const locale = languageOf(stored);
  const t = wordsFor(locale);
  const { session } = stored;
  const amount = formatMoney(session.amount_total, session.currency.toUpperCase(), locale);
  const button = (outcome: Outcome, label: string, hint: WordKey) =>
    `<li><button name="outcome" value="${outcome}">${escape(label)}</button><p>${escape(t(hint))}</p></li>`;
  const back = session.cancel_url === null ? '' : button('cancel', t('sandbox.cancel'), 'sandbox.cancelHint');
  return frame(
    locale,
    t('sandbox.title'),
    `${declined ? `<p class="refused" role="alert">${escape(t('sandbox.declined'))}</p>` : ''}
    <section class="what" aria-label="${escape(t('sandbox.what'))}">
      ${linesOf(stored, locale)}
      <p class="amount">${escape(amount)}</p>
      ${session.customer_email === null ? '' : `<p class="small">${escape(t('sandbox.receipt', { email: session.customer_email }))}</p>`}
    </section>
    <form method="post">
      <button class="primary" name="outcome" value="pay">${escape(t('sandbox.pay', { amount }))}</button>
      <h2>${escape(t('sandbox.others'))}</h2>
      <ul>
        ${button('decline', t('sandbox.decline'), 'sandbox.declineHint')}
        ${button('leave', t('sandbox.leave'), 'sandbox.leaveHint')}
        ${back}
      </ul>
    </form>`,
  );
}

/** One invoice is named; of several, each with what is paid for it. */
function linesOf({ lines, session }: Stored, locale: Locale): string {
  const [only, ...more] = lines;
  if (only && more.length === 0) return `<p>${escape(only.description)}</p>`;
  const money = (amount: number) => formatMoney(amount, session.currency.toUpperCase(), locale);
  const items = lines.map(
    ({ description, amount }) => `<li><span>${escape(description)}</span> <span>${escape(money(amount))}</span></li>`,
  );
  return `<ul class="lines">${items.join('')}</ul>`;
}

/** Said where the session is over, and where the payer "closed the tab". */
export function messagePage(
  locale: Locale,
  title: WordKey,
  text: WordKey,
  link: { href: string; label: WordKey } | null,
): string {
  const t = wordsFor(locale);
  const more = link ? `<p><a class="primary" href="${escape(link.href)}">${escape(t(link.label))}</a></p>` : '';
  return frame(locale, t(title), `<p>${escape(t(text))}</p>${more}`);
}

function frame(locale: Locale, title: string, content: string): string {
  const t = wordsFor(locale);
  return `<!doctype html>
<html lang="${locale}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>${escape(title)}</title>
    <link rel="stylesheet" href="/sandbox.css">
    <link rel="icon" href="data:,">
  </head>
  <body>
    <main>
      <p class="notice">${escape(t('sandbox.notice'))}</p>
      <h1>${escape(title)}</h1>
      ${content}
    </main>
  </body>
</html>
`;
}

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);

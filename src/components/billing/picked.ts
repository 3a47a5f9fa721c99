import { formatMoney } from '#content/format.ts';
import { isLocale } from '#content/locales.ts';

/** Says what the ticked invoices add up to. Without script the bar has its words, and the next page adds up. */
export function addUpPicked(): void {
  const form = document.querySelector<HTMLFormElement>('[data-picking]');
  const locale = form?.dataset['picking'];
  const words = form?.querySelector('[data-picked-sum]');
  if (!form || !words || !isLocale(locale)) return;
  const addUp = () => {
    const sums = new Map<string, number>();
    for (const row of form.querySelectorAll<HTMLElement>('tr[data-amount]:has(.tick:checked)')) {
      const { amount, currency } = row.dataset;
      if (amount !== undefined && currency !== undefined) {
        sums.set(currency, (sums.get(currency) ?? 0) + Number(amount));
      }
    }
    words.textContent = [...sums].map(([currency, amount]) => formatMoney(amount, currency, locale)).join(' + ');
  };
  form.addEventListener('change', addUp);
  addUp();
}

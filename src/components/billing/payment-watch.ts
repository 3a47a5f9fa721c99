const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;
const GIVE_UP_MS = 15 * 60_000;

/** Looks at a payment now and then until it is over, and loads the page anew. Without script the page has a link. */
export function watchPayment(): void {
  const url = document.querySelector<HTMLElement>('[data-payment-watch]')?.dataset['paymentWatch'];
  if (url === undefined) return;
  const until = Date.now() + GIVE_UP_MS;
  let wait = FIRST_WAIT_MS;
  const look = async (): Promise<void> => {
    if (Date.now() > until) return;
    if (document.visibilityState === 'visible' && (await isOver(url))) {
      location.reload();
      return;
    }
    wait = Math.min(LONGEST_WAIT_MS, wait * 1.4);
    setTimeout(() => void look(), wait);
  };
  setTimeout(() => void look(), wait);
}

/** A failed look is no news: the next one may succeed. */
async function isOver(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { headers: { accept: 'application/json' } });
    if (!response.ok) return false;
    const body = (await response.json()) as { status?: unknown };
    return typeof body.status === 'string' && body.status !== 'pending';
  } catch {
    return false;
  }
}

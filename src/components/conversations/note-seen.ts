/**
 * Tells the server how far somebody has read, each time they really look: the page is in front and something new is on it.
 * Lost requests do not matter, the next one says more.
 */
export function noteSeen(address: string, last: () => number): () => void {
  let told = 0;
  const tell = () => {
    const upTo = last();
    if (document.visibilityState !== 'visible' || upTo <= told) return;
    told = upTo;
    fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ upTo }),
      keepalive: true,
    }).catch(() => {
      told = 0;
    });
  };
  document.addEventListener('visibilitychange', tell);
  return tell;
}

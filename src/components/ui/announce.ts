/** Shows a line in the toast region for a few seconds; screen readers say it. */
export function announce(text: string): void {
  const region = document.getElementById('toasts');
  if (!region || text === '') return;
  const toast = document.createElement('div');
  toast.className = 'toast';
  toast.textContent = text;
  region.append(toast);
  setTimeout(() => {
    toast.remove();
  }, 6000);
}

/** Puts line numbers beside a text and keeps them with it; gives what draws them again after the faults have changed. */
export function beginGutter(source: HTMLTextAreaElement): () => void {
  const list = source.closest('.numbered')?.querySelector<HTMLElement>('[data-gutter]');
  if (!list) return () => undefined;
  list.hidden = false;
  const draw = () => {
    const count = source.value.split('\n').length;
    while (list.children.length > count) list.lastElementChild?.remove();
    while (list.children.length < count) {
      const item = document.createElement('li');
      item.textContent = String(list.children.length + 1);
      list.append(item);
    }
    const wrong = new Set(
      [...document.querySelectorAll<HTMLElement>('[data-part=faults] [data-line]')].map((each) => each.dataset['line']),
    );
    for (const item of list.children) item.classList.toggle('wrong', wrong.has(item.textContent));
    place(source, list);
  };
  source.addEventListener('input', draw);
  source.addEventListener('scroll', () => {
    place(source, list);
  });
  new ResizeObserver(() => {
    place(source, list);
  }).observe(source);
  draw();
  return draw;
}

/** Beside the text, as high, and scrolled as far. */
function place(source: HTMLTextAreaElement, list: HTMLElement): void {
  const { paddingBlockStart, borderBlockStartWidth } = getComputedStyle(source);
  const top = source.offsetTop + parseFloat(paddingBlockStart) + parseFloat(borderBlockStartWidth);
  list.style.marginBlockStart = `${String(top)}px`;
  list.style.blockSize = `${String(source.clientHeight - parseFloat(paddingBlockStart))}px`;
  list.scrollTop = source.scrollTop;
}

/** Selects a line of the text and brings it into sight. */
export function showLine(source: HTMLTextAreaElement, line: number): void {
  const lines = source.value.split('\n');
  const at = Math.min(Math.max(1, line), lines.length);
  const from = lines.slice(0, at - 1).reduce((sum, each) => sum + each.length + 1, 0);
  source.focus();
  source.setSelectionRange(from, from + (lines[at - 1]?.length ?? 0));
  const height = parseFloat(getComputedStyle(source).lineHeight);
  source.scrollTop = Math.max(0, (at - 1) * height - source.clientHeight / 3);
}

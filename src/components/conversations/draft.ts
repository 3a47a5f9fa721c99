/** What was typed and not sent, kept in this browser so that a closed page or a lost session loses nothing. */
export interface Draft {
  clear(): void;
}

export function keepDraft(field: HTMLTextAreaElement, key: string): Draft {
  const name = `draft:${key}`;
  const kept = read(name);
  if (field.value === '' && kept) field.value = kept;
  field.addEventListener('input', () => {
    write(name, field.value);
  });
  return {
    clear: () => {
      write(name, '');
    },
  };
}

// Storage may be forbidden or full; then drafts live as long as the page.
export function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function write(name: string, value: string): void {
  try {
    if (value === '') localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Nothing to do: see above.
  }
}

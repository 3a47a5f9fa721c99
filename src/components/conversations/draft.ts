/** What was typed and not sent, kept so that a closed page or a lost session loses nothing. */
export interface Draft {
  /** It was sent. */
  clear(): void;
  /** It is being sent under this id by leaving the page: kept until `forgetLeftDraft`, on the page that has it. */
  leave(clientId: string): void;
}

const QUIET_MS = 800;

/**
 * Keeps what is typed in this browser, and with `save` (an address) on the server as well, where other devices find it. What
 * the server has confirmed is forgotten here: the copy that is left is always the newer one.
 */
export function keepDraft(field: HTMLTextAreaElement, key: string, save?: string): Draft {
  const name = `draft:${key}`;
  const kept = read(name);
  if (kept && (field.value === '' || save !== undefined)) field.value = kept;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = async () => {
    const text = field.value;
    if (save !== undefined && (await store(save, text)) && field.value === text) write(name, '');
  };
  field.addEventListener('input', () => {
    write(name, field.value);
    clearTimeout(timer);
    if (save !== undefined) timer = setTimeout(() => void send(), QUIET_MS);
  });
  return {
    clear: () => {
      clearTimeout(timer);
      write(name, '');
    },
    leave: (clientId) => {
      clearTimeout(timer);
      write(name, field.value);
      write(leftName(key), `${clientId}\n${field.value}`);
    },
  };
}

const leftName = (key: string) => `left:${key}`;

/** Forgets what was left to be sent once it `hasArrived`, by its id. Something typed elsewhere since stays. */
export function forgetLeftDraft(key: string, hasArrived: (clientId: string) => boolean): void {
  const [clientId = '', ...lines] = (read(leftName(key)) ?? '').split('\n');
  if (clientId === '' || !hasArrived(clientId)) return;
  write(leftName(key), '');
  if (read(`draft:${key}`) === lines.join('\n')) write(`draft:${key}`, '');
}

async function store(address: string, text: string): Promise<boolean> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ text }),
      keepalive: true,
    });
    return response.ok;
  } catch {
    return false;
  }
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

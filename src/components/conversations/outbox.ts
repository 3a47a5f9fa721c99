import { read, write } from './draft.ts';

/** A message on its way. `clientId` makes sending it again harmless. */
export interface Outgoing {
  clientId: string;
  text: string;
  reply?: string;
}

/** Under which id the server keeps it: each button of one form is a message of its own. */
export const storedId = ({ clientId, reply }: Outgoing): string =>
  reply === undefined ? clientId : `${clientId}.${reply}`;

/** Messages that the server has not confirmed, kept over a reload of the page. */
export function openOutbox(key: string) {
  const name = `outbox:${key}`;
  const list = (): Outgoing[] => {
    try {
      const kept: unknown = JSON.parse(read(name) ?? '[]');
      return Array.isArray(kept) ? (kept as Outgoing[]) : [];
    } catch {
      return [];
    }
  };
  const others = (message: Outgoing) => list().filter((each) => storedId(each) !== storedId(message));
  const store = (messages: Outgoing[]) => {
    write(name, messages.length === 0 ? '' : JSON.stringify(messages));
  };
  return {
    list,
    add: (message: Outgoing) => {
      store([...others(message), message]);
    },
    remove: (message: Outgoing) => {
      store(others(message));
    },
  };
}

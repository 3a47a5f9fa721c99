import type { Erasure, ErasureState } from '#server/my-data/index.ts';
import type { IconName, Tone } from '../ui/icon-name.ts';

type Look = ErasureState | 'owner';

const looks: Record<Look, { tone: Tone; icon: IconName }> = {
  waiting: { tone: 'warning', icon: 'hourglass' },
  owner: { tone: 'warning', icon: 'users-round' },
  running: { tone: 'info', icon: 'refresh-cw' },
  canceled: { tone: 'neutral', icon: 'undo-2' },
  declined: { tone: 'neutral', icon: 'ban' },
  done: { tone: 'positive', icon: 'check' },
};

/** How the state of a request is shown: color, icon and word. */
export function lookOf({ state, ownerFirst }: Pick<Erasure, 'state' | 'ownerFirst'>) {
  const look: Look = state === 'waiting' && ownerFirst ? 'owner' : state;
  return { ...looks[look], word: `myData.desk.state.${look}` as const };
}

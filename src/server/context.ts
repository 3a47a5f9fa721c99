import type { Db } from '#db/client.ts';
import type { Viewer } from './identity/viewer.ts';
import type { Clock } from './platform/clock.ts';
import type { Ids } from './platform/ids.ts';
import type { Platform } from './platform/index.ts';

/** Who asks, when, and with what: the first argument of every read and command. Nothing about it is ambient. */
export interface Ctx<V extends Viewer = Viewer> {
  viewer: V;
  db: Db;
  clock: Clock;
  ids: Ids;
  platform: Platform;
  requestId: string;
}

import type { App } from './app.ts';
import { onPasswordResetRequested } from './identity/index.ts';
import type { Subscription } from './platform/events.ts';

/** Everything that reacts to an event, in one list. */
export const subscriptions = (app: Pick<App, 'ctx'>): Subscription[] => [onPasswordResetRequested(app)];

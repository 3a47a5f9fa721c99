import type { Subscription } from '../platform/events.ts';
import { onBilling } from './on-billing.ts';
import { onConversations } from './on-conversations.ts';
import { onDocuments } from './on-documents.ts';
import { onDoubts } from './on-doubts.ts';
import { onFiles } from './on-files.ts';
import { onNews } from './on-news.ts';
import { onOrders } from './on-orders.ts';
import { onPeople } from './on-people.ts';
import { onReviews } from './on-reviews.ts';
import { onScenarios } from './on-scenarios.ts';
import { onTasks } from './on-tasks.ts';
import { onWithdrawn } from './on-withdrawn.ts';
import type { App } from './system-ctx.ts';

/** Everything people are told of, in one list. */
export const onNotifiable = (app: App): Subscription[] => [
  ...onBilling(app),
  ...onOrders(app),
  ...onDocuments(app),
  ...onFiles(app),
  ...onTasks(app),
  ...onConversations(app),
  ...onNews(app),
  ...onDoubts(app),
  ...onReviews(app),
  ...onScenarios(app),
  ...onPeople(app),
  ...onWithdrawn(app),
];

export { closeConversation } from './close-conversation.ts';
export { deskForm, deskParams, deskQuery } from './desk.schema.ts';
export { postFromDesk, type DeskPost } from './post-from-desk.ts';
export type { DeskQueue, QueueLine } from './queue.presenter.ts';
export { getQueue } from './queue.queries.ts';
export { watchDesk, type DeskChange } from './watch-desk.ts';
export { getWorkspace, type Workspace } from './workspace.queries.ts';

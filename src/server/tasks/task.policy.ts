import { canOpenSection } from '../customers/index.ts';
import { isCustomer, isStaff, type Viewer } from '../identity/index.ts';
import { afterMove, isOpen, type Side, type TaskMove, type TaskStatus } from './task.ts';

export interface GuardedTask {
  customerId: string;
  askedBy: Side;
  status: TaskStatus;
}

/** For whom a viewer speaks. */
export const sideOf = (viewer: Viewer): Side => (isCustomer(viewer) ? 'customer' : 'company');

/** Owners and members of the customer, our people who look after customers, and the system. */
export const canSeeTask = (viewer: Viewer, task: { customerId: string }): boolean =>
  canOpenSection(viewer, task.customerId, 'tasks');

/** Whoever sees the tasks of a customer may ask for something. */
export const canAskFor = canSeeTask;

/** Tasks of all customers, as our people who look after customers see them. */
export const canSeeAllTasks = (viewer: Viewer): boolean =>
  viewer.kind === 'system' || (isStaff(viewer) && viewer.role !== 'editor');

export const canMoveTask = (viewer: Viewer, task: GuardedTask, move: TaskMove): boolean =>
  canSeeTask(viewer, task) && afterMove(task, move, sideOf(viewer)) !== null;

/** Whoever asks sets the day; our people may also say by when we do what we were asked. */
export const canChangeDue = (viewer: Viewer, task: GuardedTask): boolean =>
  canSeeTask(viewer, task) && isOpen(task.status) && (sideOf(viewer) === 'company' || task.askedBy === 'customer');

/** Each side names its own person; ours may name both. */
export const canAssign = (viewer: Viewer, task: GuardedTask, side: Side): boolean =>
  canSeeTask(viewer, task) && isOpen(task.status) && (sideOf(viewer) === 'company' || side === 'customer');

export { actOnTask } from './act-on-task.ts';
export { assignTask, type NewAssignee } from './assign-task.ts';
export { listAssignable, type Assignable } from './assignable.ts';
export { attachToTask, getTaskFile } from './attach-to-task.ts';
export { cancelTask } from './cancel-task.ts';
export { changeDue, type NewDue } from './change-due.ts';
export { commentOnTask, type TaskComment } from './comment-on-task.ts';
export { completeTask } from './complete-task.ts';
export { createTask } from './create-task.ts';
export { remindOfTasks } from './remind.ts';
export { reopenTask } from './reopen-task.ts';
export { startTask } from './start-task.ts';
export {
  taskAssigned,
  taskCanceled,
  taskCommented,
  taskCompleted,
  taskCreated,
  taskDueChanged,
  taskReminderDue,
  taskReopened,
  taskStarted,
} from './task.events.ts';
export {
  taskFilters,
  taskSorts,
  listTasks,
  type TaskFilter,
  type TaskList,
  type TaskSort,
} from './task-list.queries.ts';
export { canAskFor, canAssign, canChangeDue, canMoveTask, canSeeAllTasks, canSeeTask, sideOf } from './task.policy.ts';
export type { TaskDetails, TaskEntry, TaskFile, TaskPerson, TaskSummary } from './task.presenter.ts';
export { getTask } from './task.queries.ts';
export { askForm, deskAskForm, newTask, taskAct, taskId, type NewTask, type TaskAct } from './task.schema.ts';
export { afterMove, taskMoves, turnOf, type Side, type TaskMove, type TaskStatus } from './task.ts';
export { unwatchTask } from './unwatch-task.ts';
export { countMyDeskTasks, countWaitingTasks, countWaitingTasksOf, listTasksWaitingForMe } from './waiting-tasks.ts';
export { watchTask } from './watch-task.ts';
export { forgetPerson } from './forget-person.ts';

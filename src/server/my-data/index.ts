export { carryOutErasures } from './carry-out-erasures.ts';
export { declineErasure } from './decline-erasure.ts';
export type { ErasureState } from './erasure.ts';
export { erasureCanceled, erasureDeclined, erasureRequested } from './erasure.events.ts';
export { canHandleErasures, mayAskForErasure, mayTakeAlong } from './erasure.policy.ts';
export {
  countWaitingErasures,
  getMyErasure,
  listErasures,
  type Erasure,
  type ErasureList,
  type MyErasure,
} from './erasure.queries.ts';
export { declineForm, eraseForm } from './erasure.schema.ts';
export { lastExport, listExports, type ExportRecord } from './export-log.ts';
export { onErasure } from './on-erasure.ts';
export {
  customerKinds,
  getOverview,
  ownKinds,
  type CustomerKind,
  type OwnKind,
  type Overview,
} from './overview.queries.ts';
export { cancelErasure, requestErasure } from './request-erasure.ts';
export { takeAlong } from './take-along.ts';

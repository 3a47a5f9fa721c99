export { readYesNo } from './answer.ts';
export { givenAnswers, type GivenAnswer } from './given-answers.ts';
export { drawGraph, graphSizes, type Graph, type GraphEdge, type GraphNode } from './graph.ts';
export { faultLine, type Fault, type FaultCode } from './fault.ts';
export { actions, isActionName, preferenceGroups, type ActionName } from './actions.ts';
export type { Library } from './kinds.ts';
export { linkScenario } from './link-scenario.ts';
export { linkedScenario, type LinkedScenario } from './linked-scenario.queries.ts';
export { faultValues } from './fault-values.ts';
export { newScenario } from './new-scenario.ts';
export { parseScenario, type ParsedScenario } from './parse-scenario.ts';
export { progress } from './progress.ts';
export {
  commands,
  newRun,
  type AnswerInput,
  type Effect,
  type Input,
  type Prefill,
  type Reply,
  type Run,
  type Stepped,
} from './run.ts';
export type { Scene } from './scene.ts';
export { scenarioPublished, scenarioQuestioned, scenarioReturned, scenarioSubmitted } from './scenario.events.ts';
export { listScenarioActivity, type ScenarioActivity, type ScenarioActivityKind } from './scenario-activity.ts';
export { canPublishVersion, canWriteScenarios } from './scenario.policy.ts';
export { faultsIn, publishDraft } from './publish-version.ts';
export { putScenarioBack, questionScenario } from './question-scenario.ts';
export { discardVersion, restoreVersion, returnVersion, submitVersion } from './review-version.ts';
export {
  createScenario,
  MAX_SOURCE,
  saveVersion,
  type SavedVersion,
  type SaveVersionResult,
  type VersionCollision,
} from './save-version.ts';
export {
  getScenarioHead,
  getVersion,
  listScenarioHeads,
  listVersions,
  type ScenarioHead,
  type VersionRow,
} from './version.queries.ts';
export { getSave, listSaves, restoreSave, type VersionSave } from './version-saves.ts';
export { applyForm, marksOf, readForm, type ScenarioForm, type StepFields, type TextsField } from './scenario-form.ts';
export { readHeader, type ScenarioHeader } from './scenario-header.ts';
export {
  listScenarios,
  scenarioFilters,
  type ListedScenario,
  type ScenarioFilter,
  type ScenarioList,
} from './scenario-list.queries.ts';
export {
  newScenarioForm,
  restoreVersionForm,
  scenarioActForm,
  scenarioAutosave,
  scenarioForm,
  scenarioListQuery,
  scenarioParams,
  versionsQuery,
  type ScenarioFormInput,
  type Tried,
} from './scenario-writing.schema.ts';
export { namesOfScenarioWriters } from './writers.queries.ts';
export { compareTexts, type DiffLine } from '../platform/compare-texts.ts';
export { mergeTexts, type TextConflict } from '../platform/merge-texts.ts';
export {
  getScenario,
  getScenarioVersion,
  isUnderReview,
  listPublishedScenarios,
  scenarioTitle,
} from './scenario.queries.ts';
export {
  isStartable,
  type HandOffPriority,
  type HandOffReason,
  type Item,
  type Money,
  type PublishedScenario,
  type Scenario,
  type Step,
  type Texts,
  type Value,
} from './scenario.ts';
export { readScenarioFolder, seedScenarios, type ScenarioFile } from './seed-scenarios.ts';
export { step } from './step.ts';
export { summarize, type WalkSummary } from './summarize.ts';
export { verifyScenario, type Surroundings } from './verify-scenario.ts';
export { isLookUpName, itemTypes, lookUps, orderStages, type ItemName, type LookUpName } from './vocabulary.ts';

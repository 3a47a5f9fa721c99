export { walkByForm } from './agent-form.ts';
export { phoneParams, phoneScriptForm, scriptForm } from './agent-script.schema.ts';
export {
  getConversationScript,
  getPhoneScript,
  listPhoneScripts,
  listScriptChoices,
  type AgentScript,
  type PhoneScript,
  type ScriptChoice,
} from './agent-script.ts';
export { moveScript, resumeScript, startScript, type AgentInput } from './agent-walk.ts';
export { ACT, bandOf, evidenceFor, evidenceIn, fewness, type Band } from './confidence.ts';
export { allIngredients, type Ingredients } from './ingredients.ts';
export { Knowledge, type Subject } from './knowledge.ts';
export {
  knowledgeOf,
  learnKnowledge,
  outOfScope,
  prepareKnowledge,
  refreshKnowledge,
  subjectsOf,
} from './knowledge-store.ts';
export { countWords } from './clauses.ts';
export { languageOf } from './language.ts';
export { onContentPublished } from './on-content-published.ts';
export { onMessagePosted } from './on-message-posted.ts';
export { onScenarioNotHelped } from './on-scenario-not-helped.ts';
export { mayRescheduleFree, rescheduleUntil } from './reschedule.ts';
export { performLookUp } from './look-ups.ts';
export { sceneOf } from './scene.ts';
export { measureUnderstanding, type Asked, type Quality } from './quality.ts';
export { smallTalkIn, type SmallTalk } from './small-talk.ts';
export { partsOf, understand, type Candidate, type Understanding } from './understand.ts';
// Seeds fill what the assistant works with in one place.
export { seedScenarios } from '../scenarios/index.ts';
export { onPersonErased } from './on-person-erased.ts';
export { countOwnCalls, listOwnCalls, type OwnCall } from './own-calls.queries.ts';
export { surroundingsOf } from './surroundings.ts';
export { sampleCustomers } from './sample-customer.ts';
export { mayTryAsCustomer, tryOut, type TriedLine, type TriedOut } from './try-out.ts';
export {
  figurePeriods,
  listScenarioFigures,
  listStepFigures,
  listWalks,
  scenarioDeflection,
  walkKinds,
  type ScenarioFigures,
  type StepFigures,
  type WalkKind,
  type WalkLine,
} from './scenario-figures.queries.ts';
export { scenarioFiguresTable } from './scenario-figures-csv.ts';
export {
  isChanged,
  replay,
  shippedThresholds,
  type Outcome,
  type PastQuestion,
  type Replayed,
  type Thresholds,
} from './replay.ts';
export { replayDraft, replayDays, replayFilters, type DraftReplay, type ReplayFilter } from './replay-draft.ts';

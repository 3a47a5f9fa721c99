export { conversationTopic, DESK_TOPIC, onConversationChanged } from './announce.ts';
export { addNote, listNotes } from './add-note.ts';
export { postActivity } from './append-message.ts';
export { queueOfCategory, queues, type Assignment, type AssignmentSummary, type QueueKey } from './assignment.ts';
export { attachmentsOf, getAttachment, type Attachment } from './attachments.ts';
export { awaitAnswer } from './await-answer.ts';
export { claimConversations } from './claim-conversations.ts';
export {
  aboutOf,
  numberLabel,
  type Conversation,
  type ConversationKind,
  type ConversationStatus,
  type Holder,
} from './conversation.ts';
export type {
  ConversationForPerson,
  ConversationSummary,
  MessageForPerson,
  Speaker,
} from './conversation.presenter.ts';
export {
  agentReplied,
  contactKept,
  conversationHandedOff,
  conversationResolved,
  conversationStarted,
  conversationTaken,
  messagePosted,
  requestAccepted,
  type AboutConversation,
} from './conversation.events.ts';
export { answersCustomers, canReadConversation, canTakeConversation, ownsConversation } from './conversation.policy.ts';
export { getConversation, getOwnConversation, listMessages, listOwnConversations } from './conversation.queries.ts';
export {
  afterQuery,
  agentReplyForm,
  contactForm,
  conversationId,
  draftForm,
  fileMessageForm,
  messageForm,
  newMessageForm,
  noteForm,
  readForm,
  releaseForm,
  resolutionForm,
  startForm,
} from './conversation.schema.ts';
export { conversationViewer } from './conversation-viewer.ts';
export { getDraft, keepAsDraft, NEW_CONVERSATION, saveDraft } from './drafts.ts';
export { handOff, type HandOff } from './hand-off.ts';
export { keepContact } from './keep-contact.ts';
export { mailGuests } from './mail-guests.ts';
export { getHeldConversation } from './held-conversation.ts';
export {
  MESSAGE_LIMIT,
  type AnswerInput,
  type Choice,
  type Citation,
  type Message,
  type MessageAuthor,
  type MessageExtras,
} from './message.ts';
export {
  conversationFilters,
  countUnreadConversations,
  countWaitingConversationsOf,
  listConversationsWaitingForMe,
  listMyConversations,
  type ConversationFilter,
  type ConversationLine,
  type MyConversations,
} from './my-conversations.queries.ts';
export type { Note } from './note.ts';
export { noteDelivered, noteDeliveredToDesk, noteRead } from './note-position.ts';
export { positionOfPerson, type Position } from './positions.ts';
export { postAssistantMessage, type PostAssistantMessage } from './post-assistant-message.ts';
export { postMessage, type PostMessage } from './post-message.ts';
export {
  listConversationsOfCustomer,
  listResolvedBy,
  listWithPeople,
  type QueuedConversation,
} from './queue.queries.ts';
export { postOwnMessage } from './post-own-message.ts';
export { releaseConversation, releases, type ReleaseConversation, type ReleaseTo } from './release-conversation.ts';
export { resolveConversation } from './resolve-conversation.ts';
export { postWithFiles, startWithFiles } from './send-files.ts';
export type { StaffLine } from './staff-thread.presenter.ts';
export { getStaffThread, type StaffThread } from './staff-thread.queries.ts';
export { mayWriteToManager, startConversation, type StartConversation } from './start-conversation.ts';
export { staysOf, type Stay } from './stays.ts';
export { isOpen, nextOpening } from './support-hours.ts';
export { getThread, listThreads, presentMessages, type Thread } from './thread.queries.ts';
export { takeConversation } from './take-conversation.ts';
export { watchConversation, type ConversationChange } from './watch-conversation.ts';
export { conversationIdsOf, forgetPerson } from './forget-person.ts';
export { countDrafts, listDrafts } from './own-drafts.queries.ts';

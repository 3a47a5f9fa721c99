import type { Locale } from '#content/locales.ts';
import { wordsFor } from '#content/words.ts';
import type { Ctx } from '../context.ts';
import {
  aboutOf,
  canTakeConversation,
  getStaffThread,
  listConversationsOfCustomer,
  numberLabel,
  type Assignment,
  type AssignmentSummary,
  type StaffLine,
  type StaffThread,
  type ConversationKind,
  type ConversationStatus,
  type Holder,
} from '../conversations/index.ts';
import { getCustomerCard, type CustomerCard } from '../customers/index.ts';
import { getArticle, listCategories, type Category } from '../help-center/index.ts';
import type { UserViewer } from '../identity/index.ts';
import { isEmail } from '../platform/read-contact.ts';
import type { Subject } from '../platform/subject.ts';
import { OTHER_TOPIC } from './topic.ts';

/** Everything an agent needs to answer one conversation. */
export interface Workspace {
  id: string;
  number: string;
  subject: string | null;
  status: ConversationStatus;
  holder: Holder;
  kind: ConversationKind;
  /** What it was started from. */
  about: Subject | null;
  /** How far the person has got with what was answered. */
  theirs: StaffThread['theirs'];
  locale: Locale;
  lastSequence: number;
  lines: StaffLine[];
  /** Null for a guest. */
  person: { name: string; email: string; timeZone: string } | null;
  /** Where a guest wants to be answered. */
  contact: { value: string; isEmail: boolean } | null;
  agent: { name: string } | null;
  /** What this viewer may do now. */
  may: { take: boolean; reply: boolean };
  /** The last stay among the people, with what the assistant knew. */
  handoff: {
    queue: string;
    reason: string;
    at: Date;
    takenAt: Date | null;
    promisedAt: Date | null;
    summary: AssignmentSummary | null;
  } | null;
  /** The help article the person came from. */
  article: { title: string; href: string } | null;
  topics: string[];
  /** Topics to choose from when it is resolved. */
  categories: Pick<Category, 'id' | 'title' | 'depth' | 'phrases'>[];
  customer: CustomerCard | null;
  /** What this customer wrote before, latest first. */
  history: { id: string; subject: string | null; number: string; status: ConversationStatus; updatedAt: Date }[];
}

const HISTORY = 6;

/** One conversation with its surroundings; null for those who do not answer customers and for unknown ids. */
export async function getWorkspace(
  ctx: Ctx<UserViewer>,
  id: string,
  { locale }: { locale: Locale },
): Promise<Workspace | null> {
  const thread = await getStaffThread(ctx, id, { locale });
  if (!thread) return null;
  const { conversation, person, agent, assignment, lines, topics, theirs } = thread;
  const { number, kind, subject, status, holder, lastSequence, customerId } = conversation;
  const history = customerId ? await listConversationsOfCustomer(ctx, customerId) : [];
  const { articleKey } = conversation;
  const article = articleKey ? await getArticle(ctx, { key: articleKey, locale }) : null;
  const held = holder === 'agent' && status === 'open';
  return {
    id,
    number: numberLabel(number),
    subject,
    status,
    holder,
    kind,
    about: aboutOf(conversation),
    theirs,
    locale: conversation.locale,
    lastSequence,
    lines,
    person: person && { name: person.name, email: person.email, timeZone: person.timeZone },
    contact:
      conversation.contact === null ? null : { value: conversation.contact, isEmail: isEmail(conversation.contact) },
    agent: agent && { name: agent.name },
    may: {
      take: holder === 'queue' && status === 'open' && canTakeConversation(ctx.viewer, conversation),
      reply: held && assignment?.agentId === ctx.viewer.userId,
    },
    handoff: assignment && presentHandoff(assignment),
    article: article && { title: article.title, href: article.href },
    topics,
    categories: [
      ...(await listCategories(ctx, locale)).map(({ id, title, depth, phrases }) => ({ id, title, depth, phrases })),
      { id: OTHER_TOPIC, title: wordsFor(locale)('desk.topic.other'), depth: 1, phrases: [] },
    ],
    customer: customerId ? await getCustomerCard(ctx, customerId) : null,
    history: history
      .filter((each) => each.id !== id)
      .slice(0, HISTORY)
      .map((each) => ({
        id: each.id,
        subject: each.subject,
        number: numberLabel(each.number),
        status: each.status,
        updatedAt: each.updatedAt,
      })),
  };
}

const presentHandoff = ({
  queue,
  reason,
  createdAt,
  takenAt,
  promisedAt,
  summary,
}: Assignment): Workspace['handoff'] => {
  return { queue, reason, at: createdAt, takenAt, promisedAt, summary };
};

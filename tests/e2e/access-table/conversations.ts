import { all, answering, anyone, at, only, ownConversation, saying, type Rules } from '../access-roles.ts';

/** Conversations, on both sides. */
// prettier-ignore
export const conversationRules: Rules = {
  'GET [...locale]/chat/index.astro': { at: at('/chat'), outcome: anyone },
  // Those who answer are sent on to the desk.
  'GET [...locale]/chat/[id].astro': { at: ({ conversation }) => `/chat/${conversation}`, outcome: { ...ownConversation, kovaleva: 'in', gromov: 'in', admin: 'in' } },
  // Only guests are asked where to answer; this conversation is a customer's.
  'GET [...locale]/chat/[id]/contact.astro': { at: ({ conversation }) => `/chat/${conversation}/contact`, outcome: all('none') },
  'POST conversations/index.ts': { at: at('/conversations'), outcome: anyone },
  'GET conversations/[id]/events.ts': { at: ({ conversation }) => `/conversations/${conversation}/events`, outcome: ownConversation },
  'GET conversations/[id]/fragment.astro': { at: ({ conversation }) => `/conversations/${conversation}/fragment?after=0`, outcome: ownConversation },
  'GET conversations/[id]/messages.ts': { at: ({ conversation }) => `/conversations/${conversation}/messages`, outcome: ownConversation },
  'POST conversations/[id]/messages.ts': { at: ({ conversation }) => `/conversations/${conversation}/messages`, outcome: ownConversation, form: saying },
  // Those who answer look on; only the holder's reading counts.
  'POST conversations/[id]/read.ts': { at: ({ conversation }) => `/conversations/${conversation}/read`, outcome: { ...ownConversation, kovaleva: 'in', gromov: 'in', admin: 'in' }, form: { upTo: '1' } },
  'POST conversations/[id]/files/index.ts': { at: ({ conversation }) => `/conversations/${conversation}/files`, outcome: only('marina', 'kovaleva', 'gromov', 'admin') },
  // Ids of files mean nothing without a conversation they were sent in.
  'GET conversations/[id]/files/[file].ts': { at: ({ conversation }) => `/conversations/${conversation}/files/01890000-0000-7000-8000-000000000000`, outcome: all('none') },
  'POST conversations/[id]/draft.ts': { at: ({ conversation }) => `/conversations/${conversation}/draft`, outcome: only('marina', 'kovaleva', 'gromov', 'admin'), form: { text: 'Черновик' } },
  'GET conversations/[id]/transcript.ts': { at: ({ conversation }) => `/conversations/${conversation}/transcript`, outcome: ownConversation },
  'GET desk/index.astro': { at: at('/desk'), outcome: answering },
  'GET desk/events.ts': { at: at('/desk/events'), outcome: answering },
  'GET desk/fragment.astro': { at: at('/desk/fragment'), outcome: answering },
  'GET desk/conversations/[id]/index.astro': { at: ({ conversation }) => `/desk/conversations/${conversation}`, outcome: answering },
  'POST desk/conversations/[id]/assignment.ts': { at: ({ conversation }) => `/desk/conversations/${conversation}/assignment`, outcome: answering },
  'POST desk/conversations/[id]/messages.ts': { at: ({ conversation }) => `/desk/conversations/${conversation}/messages`, outcome: answering, form: saying },
  'POST desk/conversations/[id]/notes.ts': { at: ({ conversation }) => `/desk/conversations/${conversation}/notes`, outcome: answering, form: saying },
  'POST desk/conversations/[id]/script.ts': { at: ({ conversation }) => `/desk/conversations/${conversation}/script`, outcome: answering, form: { do: 'resume' } },
  'POST desk/conversations/[id]/release.ts': { at: ({ conversation }) => `/desk/conversations/${conversation}/release`, outcome: answering, form: { to: 'queue', reason: 'Для таблицы доступа' } },
  'POST desk/conversations/[id]/resolution.ts': { at: ({ conversation }) => `/desk/conversations/${conversation}/resolution`, outcome: answering },
};

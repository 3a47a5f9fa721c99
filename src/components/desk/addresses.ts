export const deskPath = '/desk';
export const deskConversation = (id: string): string => `/desk/conversations/${id}`;
export const deskPart = (id: string, part: 'assignment' | 'messages' | 'notes' | 'resolution'): string =>
  `${deskConversation(id)}/${part}`;

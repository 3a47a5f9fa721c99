export const deskPath = '/desk';
export const deskConversation = (id: string): string => `/desk/conversations/${id}`;
export const deskPart = (
  id: string,
  part: 'assignment' | 'messages' | 'notes' | 'release' | 'resolution' | 'script',
): string => `${deskConversation(id)}/${part}`;
/** Scenarios an agent goes through on the phone, and one of them. */
export const callsPath = (customerId: string): string => `/desk/customers/${customerId}/calls`;
export const callPath = (customerId: string, run: string): string => `${callsPath(customerId)}/${run}`;
export const callMovesPath = (customerId: string, run: string): string => `${callPath(customerId, run)}/moves`;

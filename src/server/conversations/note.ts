/** What staff tell each other about a conversation. Never part of what the person is shown. */
export interface Note {
  id: string;
  conversationId: string;
  authorId: string;
  clientId: string;
  body: string;
  /** Its place in the thread: after the message with this sequence number. */
  afterSequence: number;
  createdAt: Date;
}

import { z } from 'zod';
import { agentReplyForm, conversationId } from '../conversations/index.ts';

/** What a plain form of the desk posts to its own page. */
export const deskForm = agentReplyForm.extend({ kind: z.enum(['reply', 'note']) });

export const deskParams = z.object({ id: conversationId });

/** Which conversation is open beside the lists. */
export const deskQuery = z.object({ conversation: conversationId.optional() });

import { expect, it } from 'vitest';
import { targetOfPath, targetPath } from '#server/notifications/target-path.ts';

const kinds = ['invoice', 'order', 'document', 'task', 'conversation'];

it.each(['customer', 'staff'] as const)('the page a notification leads to is about the same thing, for %s', (side) => {
  for (const target of [...kinds.map((kind) => `${kind}:СЧ-1107/2`), 'security:', 'sessions:', 'account:']) {
    expect(targetOfPath(targetPath(target, side))).toBe(target);
  }
  for (const target of side === 'customer' ? ['files:documents', 'files:messages'] : ['files:quarantine']) {
    expect(targetOfPath(targetPath(target, side))).toBe(target);
  }
  if (side === 'customer') expect(targetOfPath(targetPath('news:n1', side))).toBe('news:n1');
});

it('a conversation is the same in the chat, in English, and in the cabinet; other pages are about nothing', () => {
  for (const path of ['/chat/c1', '/en/chat/c1', '/cabinet/messages/c1', '/desk/conversations/c1']) {
    expect(targetOfPath(path)).toBe('conversation:c1');
  }
  for (const path of [
    '/',
    '/cabinet',
    '/cabinet/invoices',
    '/cabinet/invoices/a/pdf',
    '/help/pay/how',
    '/cabinet/x/%E0%A4',
  ]) {
    expect(targetOfPath(path)).toBeNull();
  }
});

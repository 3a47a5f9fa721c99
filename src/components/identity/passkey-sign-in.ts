import { startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { askJson } from './ask-json.ts';

/** Signs in with a passkey when the button is pressed: no address is typed, the device offers what it keeps. */
export function passkeySignIn(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-passkey]');
  const problem = document.querySelector<HTMLElement>('[data-passkey-problem]');
  if (!button || !problem || !('credentials' in navigator)) return;
  const failed = button.dataset['failed'] ?? '';
  const signIn = async (): Promise<{ to: string } | { message: string }> => {
    const question = await askJson<PublicKeyCredentialRequestOptionsJSON>('/passkey/question', {}, failed);
    if (!question.ok) return question;
    const response = await startAuthentication({ optionsJSON: question.value }).catch(() => null);
    if (!response) return { message: failed };
    const to = button.dataset['to'];
    const answer = await askJson<{ to: string }>('/passkey/answer', to ? { response, to } : { response }, failed);
    return answer.ok ? answer.value : answer;
  };
  button.addEventListener('click', () => {
    button.setAttribute('aria-busy', 'true');
    problem.hidden = true;
    void signIn().then((done) => {
      if ('to' in done) {
        location.assign(done.to);
        return;
      }
      button.removeAttribute('aria-busy');
      problem.textContent = done.message;
      problem.hidden = false;
    });
  });
}

import { startRegistration, type PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { askJson } from './ask-json.ts';

/** Makes a passkey when the form for it is sent (Web Authentication Level 3, §5.1.3). */
export function newPasskeys(): void {
  const form = document.querySelector<HTMLFormElement>('[data-new-passkey]');
  const button = form?.querySelector('button');
  const problem = form?.querySelector<HTMLElement>('[data-problem]');
  if (!form || !button || !problem) return;
  const failed = button.dataset['failed'] ?? '';
  const add = async (): Promise<string | null> => {
    const typed = new FormData(form);
    const question = await askJson<PublicKeyCredentialCreationOptionsJSON>(
      '/account/passkeys/options',
      { current: typed.get('current') },
      failed,
    );
    if (!question.ok) return question.message;
    // The person may close the device's window, and that is no mistake to explain.
    const response = await startRegistration({ optionsJSON: question.value }).catch(() => null);
    if (!response) return failed;
    const kept = await askJson('/account/passkeys', { name: typed.get('name'), response }, failed);
    return kept.ok ? null : kept.message;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    button.setAttribute('aria-busy', 'true');
    problem.hidden = true;
    void add().then((message) => {
      button.removeAttribute('aria-busy');
      if (message === null) {
        location.assign('/account/security?done=security.passkey.done');
        return;
      }
      problem.textContent = message;
      problem.hidden = false;
    });
  });
}

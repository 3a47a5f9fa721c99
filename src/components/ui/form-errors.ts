import type { WordKey, Words, WordValues } from '#content/words.ts';

/** What a page knows after a form was refused (`readForm`, `failForm`). */
export interface RefusedForm {
  errors: Readonly<Record<string, WordKey>>;
  failure: { message: WordKey; values?: WordValues | undefined } | null;
}

/** Says what is wrong with one field: `const error = errorsOf(t, form); … error={error('email')}`. */
export function errorsOf(t: Words, form: RefusedForm | null): (field: string) => string | undefined {
  return (field) => {
    const key = form?.errors[field];
    return key === undefined ? undefined : t(key, form?.failure?.values);
  };
}

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseSubject, subjectField, subjectKinds, subjectText } from '#server/platform/subject.ts';

it('the text of a subject names it again', () => {
  const subject = fc.record({
    kind: fc.constantFrom(...subjectKinds),
    key: fc.string({ minLength: 1, maxLength: 60 }),
  });
  fc.assert(
    fc.property(subject, (each) => {
      expect(parseSubject(subjectText(each))).toEqual(each);
      expect(subjectField.parse(subjectText(each))).toEqual(each);
    }),
  );
});

it('what names nothing is refused', () => {
  for (const text of ['', 'invoice', 'invoice:', 'person:1', `order:${'1'.repeat(61)}`]) {
    expect(parseSubject(text), text).toBeNull();
    expect(subjectField.safeParse(text).success, text).toBe(false);
  }
});

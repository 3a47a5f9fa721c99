import { locales, type Locale } from '#content/locales.ts';
import { SIGNED_IN } from './flow.ts';
import { kindOfPath, type Kinds } from './kinds.ts';
import { isDateStyle, pluralForms, type Kind } from './scene.ts';
import type { Step, Texts } from './scenario.ts';
import type { ScenarioSource } from './scenario-source.ts';
import { suggestion } from './suggestion.ts';
import { slotsOf, type Slot } from './template.ts';
import { sceneFields, signedInOnly } from './vocabulary.ts';

/** A step being checked, and what is known when a walk comes to it. */
export interface Place {
  source: ScenarioSource;
  step: Step;
  kinds: Kinds;
  known: ReadonlySet<string>;
}

/** Every value a text names. */
export function verifyTexts(place: Place, texts: Texts, at: string[]): void {
  for (const locale of locales) {
    for (const { raw, slot } of slotsOf(texts[locale])) {
      if (slot) verifySlot(place, slot, [...at, locale], locale);
      else
        place.source.report(
          ['steps', place.step.id, ...at, locale],
          'wrong-value',
          `"${raw}" is not a value`,
          'write {{order.number}} or {{order.expectedOn | weekday}}',
        );
    }
  }
}

function verifySlot(place: Place, slot: Slot, at: string[], locale: Locale): void {
  const kind = verifyPath(place, slot.path, at);
  if (!kind || slot.style === null) return;
  const report = (message: string, mend: string) => {
    place.source.report(['steps', place.step.id, ...at], 'wrong-value', message, mend);
  };
  const type = kind.is === 'field' ? kind.type : null;
  if (type === 'day' && !isDateStyle(slot.style))
    report(`a day is not written as "${slot.style}"`, 'use long, day, short or weekday');
  if (type === 'number' && slot.style.split(',').length !== pluralForms(locale)) {
    report(
      `"${slot.style}" has the wrong number of forms`,
      locale === 'ru' ? 'write three, like: день, дня, дней' : 'write two, like: day, days',
    );
  }
  if (type !== 'day' && type !== 'number')
    report(`"${slot.path}" is said in one way only`, 'remove what stands after the bar');
}

/**
 * What a path stands for here; reports one that does not exist or may not be known yet.
 * @param tested it is asked for whether it is known, so that it may be empty; `maybe`: it may also not have been asked for
 */
export function verifyPath(
  place: Place,
  path: string,
  at: (string | number)[],
  tested: boolean | 'maybe' = false,
): Kind | null {
  const { source, step, kinds, known } = place;
  const where = ['steps', step.id, ...at];
  const kind = kindOfPath(kinds, path);
  if (!kind) {
    source.report(
      where,
      'unknown-value',
      `nothing is called "${path}"`,
      suggestion(path, new Set([...kinds.paths, ...Object.keys(sceneFields)])),
    );
    return null;
  }
  const root = path.split('.')[0] ?? '';
  if (kinds.byName.has(root) && !known.has(root) && tested !== 'maybe') {
    source.report(
      where,
      'value-not-known-yet',
      `"${root}" may not be known yet at step "${step.id}"`,
      'ask or look it up on every way that leads here',
    );
  }
  if (signedInOnly.includes(path) && tested === false && !known.has(SIGNED_IN)) {
    source.report(
      where,
      'needs-sign-in',
      `"${path}" is known only of people who are signed in`,
      'come here only from a branch with "if: person.signedIn"',
    );
  }
  return kind;
}

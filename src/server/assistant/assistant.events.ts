import { defineEvent } from '../platform/events.ts';

/** Somebody who walked a version of a scenario to its end said that it did not help. */
export const scenarioNotHelped = defineEvent<{ key: string; version: number }>('scenario.notHelped');

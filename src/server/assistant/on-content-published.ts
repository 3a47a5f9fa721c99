import type { Ctx } from '../context.ts';
import { articlePublished } from '../help-center/index.ts';
import { systemViewer, type SystemViewer } from '../identity/index.ts';
import { subscribe, type Subscription } from '../platform/events.ts';
import { scenarioPublished } from '../scenarios/index.ts';
import { refreshKnowledge } from './knowledge-store.ts';

/** What was published is what the assistant knows from now on. It learns beside its work: an answer never waits for it. */
export const onContentPublished = (app: { ctx(viewer: SystemViewer): Ctx }): Subscription[] => {
  const learn = () => {
    void refreshKnowledge(app.ctx(systemViewer('learn what was published')));
    return Promise.resolve();
  };
  return [
    subscribe(articlePublished, 'assistant.learn-article', learn),
    subscribe(scenarioPublished, 'assistant.learn-scenario', learn),
  ];
};

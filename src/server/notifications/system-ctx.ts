import type { Ctx } from '../context.ts';
import { systemViewer, type SystemViewer } from '../identity/index.ts';

export interface App {
  ctx(viewer: SystemViewer): Ctx;
}

export const systemCtx = (app: App): Ctx<SystemViewer> => {
  const viewer = systemViewer('tell people what happened');
  return { ...app.ctx(viewer), viewer };
};

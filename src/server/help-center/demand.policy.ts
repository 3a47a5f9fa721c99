import { isStaff, type Viewer } from '../identity/index.ts';

/** Everybody who works here may look at what people search for and say; editors and those above them act on it. */
export const canSeeDemand = (viewer: Viewer): boolean => viewer.kind === 'system' || isStaff(viewer);

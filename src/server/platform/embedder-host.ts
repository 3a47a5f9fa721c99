import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type {
  EmbedderReady,
  EmbedderRefusal,
  EmbedderReply,
  EmbedderRequest,
  EmbedderSetup,
} from './embedder-worker.ts';
import { PROJECT_ROOT } from './project-root.ts';

const WORKER = new URL('src/server/platform/embedder-worker.ts', PROJECT_ROOT);

/** Where an encoder runs: beside everything else, so that nothing waits for it. */
export interface EmbedderHost {
  post(request: EmbedderRequest): void;
  /** Whether it keeps an otherwise finished program alive. */
  hold(isHeld: boolean): void;
  end(): Promise<void>;
}
export interface HostEvents {
  message(message: EmbedderReady | EmbedderRefusal | EmbedderReply): void;
  /** It ended, wanted or not. */
  lost(error: Error): void;
}

/**
 * The native part of the encoder belongs to the first thread of a process that loads it: a second one at the same time breaks the
 * first, and once the first has ended it loads no more.
 */
let threadIsTaken = false;

/**
 * Starts an encoder: the first small one of this process in a thread, any other in a process of its own, which costs 90 MB more
 * and ends with this one.
 */
export function startHost(setup: EmbedderSetup, isSmall: boolean, events: HostEvents): EmbedderHost {
  if (!isSmall || threadIsTaken) return startProcess(setup, events);
  threadIsTaken = true;
  return startThread(setup, events);
}

const ended = (code: number | null): Error => new Error(`the sentence encoder ended with code ${String(code)}`);

function startThread(workerData: EmbedderSetup, events: HostEvents): EmbedderHost {
  // Text in, vectors out: a small heap is enough, and keeps the thread's garbage from growing with the machine.
  const worker = new Worker(WORKER, {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 },
  });
  worker.on('message', (message: EmbedderReady) => {
    events.message(message);
  });
  worker.on('error', (error) => {
    events.lost(error instanceof Error ? error : new Error(String(error)));
  });
  worker.on('exit', (code) => {
    events.lost(ended(code));
  });
  return {
    post: (request) => {
      worker.postMessage(request);
    },
    hold: (isHeld) => {
      if (isHeld) worker.ref();
      else worker.unref();
    },
    end: async () => {
      await worker.terminate();
    },
  };
}

function startProcess(setup: EmbedderSetup, events: HostEvents): EmbedderHost {
  const child = fork(fileURLToPath(WORKER), [JSON.stringify(setup)], {
    serialization: 'advanced',
    execArgv: ['--max-semi-space-size=4'],
    // Standard output belongs to the line that says the server is ready.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('message', (message) => {
    events.message(message as EmbedderReady);
  });
  child.on('error', (error) => {
    events.lost(error);
  });
  const exit = new Promise<void>((resolve) => {
    child.on('exit', (code, signal) => {
      events.lost(signal ? new Error(`the sentence encoder was ended by ${signal}`) : ended(code));
      resolve();
    });
  });
  return {
    post: (request) => {
      // When it has just ended, `lost` tells whoever waits.
      child.send(request, () => undefined);
    },
    hold: (isHeld) => {
      if (isHeld) child.ref();
      else child.unref();
      if (isHeld) child.channel?.ref();
      else child.channel?.unref();
    },
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      child.kill('SIGKILL');
      await exit;
    },
  };
}

import type { Locale } from './content/locales.ts';
import type { App as RunningApp } from './server/app.ts';
import type { Ctx } from './server/context.ts';

declare global {
  namespace App {
    interface Locals {
      /** The running application; handed in by src/server/serve.ts. */
      app: RunningApp;
      /** Address of the client as the trusted proxies tell it. */
      clientAddress: string;
      /** Resolves when what was written of this answer has left for the reader. */
      drained?: () => Promise<void>;
      /** Folder of the files that came with this request. */
      uploads?: string;
      ctx: Ctx;
      locale: Locale;
    }
  }
}

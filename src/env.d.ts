declare namespace App {
  interface Locals {
    /** The running application; handed in by src/server/serve.ts. */
    app: import('./server/app.ts').App;
    /** Address of the client as the trusted proxies tell it. */
    clientAddress: string;
    ctx: import('./server/context.ts').Ctx;
    locale: import('./content/locales.ts').Locale;
  }
}

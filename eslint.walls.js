import tseslint from 'typescript-eslint';

/**
 * Who may import whom (docs/decisions/006-modules-and-doors.md). Modules are entered only through
 * their index.ts, along these arrows; there are no cycles because the list has none.
 */
const arrows = {
  identity: [],
  files: ['identity'],
  customers: ['files', 'identity'],
  // How the company is called and numbers what it makes.
  company: ['identity'],
  billing: ['customers', 'files', 'identity'],
  orders: ['customers', 'identity'],
  documents: ['customers', 'files', 'identity'],
  news: ['customers', 'files', 'identity'],
  tasks: ['customers', 'files', 'identity'],
  conversations: ['customers', 'files', 'identity'],
  'help-center': ['customers', 'files', 'identity'],
  scenarios: ['identity'],
  assistant: [
    'conversations',
    'help-center',
    'scenarios',
    'billing',
    'orders',
    'tasks',
    'documents',
    'files',
    'customers',
    'identity',
    // What a person is told of is chosen there; it listens to everyone and asks nobody here.
    'notifications',
  ],
  desk: ['conversations', 'customers', 'files', 'help-center', 'scenarios', 'identity'],
  reports: ['billing', 'orders', 'conversations', 'help-center', 'customers', 'identity'],
  // Listens to everyone, as the assistant, the desk and the reports do; only what a person takes along asks it.
  notifications: [
    'identity',
    'customers',
    'files',
    'billing',
    'orders',
    'documents',
    'news',
    'tasks',
    'conversations',
    'help-center',
    'scenarios',
  ],
  // What one person may see and ask to have forgotten, of everyone; nobody imports it.
  'my-data': [
    'identity',
    'files',
    'customers',
    'billing',
    'orders',
    'documents',
    'news',
    'tasks',
    'conversations',
    'help-center',
    'notifications',
    // Only here: calls that a scenario led are nowhere else.
    'assistant',
  ],
};
const modules = Object.keys(arrows);
const maySearch = new Set(['help-center', 'assistant', 'desk']);

const vendorSdks = [
  'stripe',
  '@aws-sdk/client-s3',
  '@libsql/client',
  'libsql',
  'meilisearch',
  '@xenova/transformers',
  'nodemailer',
  'lucia',
  '@node-rs/argon2',
];
const restrict = (patterns, paths = []) => ({ 'no-restricted-imports': ['error', { patterns, paths }] });

const noVendors = (allowed = []) => ({
  regex: `^(${vendorSdks
    .filter((sdk) => !allowed.includes(sdk))
    .map(escape)
    .join('|')})($|/)`,
  message: 'Vendor SDKs live behind a port in src/server/platform (sessions and passwords behind identity).',
});
const noInternals = {
  regex: `(^#server|/server)/(${modules.join('|')})/(?!index\\.ts$)`,
  message: 'A module is entered through its door: #server/<module>/index.ts.',
};
const noPresentation = {
  regex: '^(#components|astro(:|$)|(\\.\\./)+(pages|components))',
  message: 'The application knows nothing of Astro or components; only src/server/http does.',
};
const noSearch = {
  regex: '^#search/',
  message: 'Search is asked by help-center, assistant and desk; ask #server/help-center/index.ts.',
};
const noDatabase = {
  regex: '^(#db/|drizzle-orm)',
  message: 'Pages and components never touch the database: ask a module through its index.ts.',
};

function escape(text) {
  return text.replace(/[/.]/g, '\\$&');
}

function moduleWall(name) {
  const forbidden = modules.filter((other) => other !== name && !arrows[name].includes(other));
  return {
    files: [`src/server/${name}/**/*.ts`],
    rules: restrict([
      noPresentation,
      noInternals,
      ...(maySearch.has(name) ? [] : [noSearch]),
      noVendors(name === 'identity' ? ['lucia', '@node-rs/argon2'] : []),
      {
        regex: `(^#server|\\.\\.)/(${forbidden.join('|')})/`,
        message: `${name} may use: ${arrows[name].join(', ') || 'no other module'}. Listen to an event instead, or compose both in the page.`,
      },
      { regex: '(^#server|\\.\\.)/http/', message: 'A module does not know that HTTP exists.' },
    ]),
  };
}

export const walls = [
  {
    files: ['src/pages/**/*.{ts,astro}'],
    rules: restrict([
      noDatabase,
      { regex: '^#search/', message: 'Pages search through #server/help-center/index.ts.' },
      noInternals,
      {
        regex: '^#server/(platform|context)',
        message: 'Pages know the doors of modules and #server/http/index.ts only.',
      },
      { regex: '^#server/http/(?!index\\.ts$)', message: 'Use #server/http/index.ts.' },
      noVendors(),
    ]),
  },
  {
    files: ['src/components/**/*.{ts,astro}'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^#server/',
              allowTypeImports: true,
              message: 'Components get props; of the server they know types only (import type).',
            },
            { regex: '^(#db/|#search/|drizzle-orm)', message: 'Components never fetch: take what you need as props.' },
          ],
        },
      ],
    },
  },
  ...modules.map(moduleWall),
  {
    files: ['src/server/platform/**/*.ts'],
    rules: restrict([
      noPresentation,
      {
        regex: `(^#server|\\.\\.)/(${modules.join('|')}|http)/`,
        message: 'The platform does not know the modules that use it.',
      },
    ]),
  },
  {
    files: ['search/**/*.ts'],
    rules: restrict([
      { regex: '^#(server/(?!platform/)|components)', message: 'Search adapters know the platform only.' },
    ]),
  },
  {
    files: ['db/schema/**/*.ts', 'db/*.ts'],
    rules: restrict([
      { regex: '^#(server|components|search)', message: 'db knows Drizzle and libSQL, nothing of us.' },
    ]),
  },
];

// The import table of DESIGN.md, section 3, as rules. `npm test -- import-table` checks it; a test proves that each rule bites.

const packages = 'node_modules/';
const shared = '^shared/src/';
const profiles = '^device-profiles/(src|schema|models|devices)/';
const deps = '^edge-server/src/deps\\.ts$';
const server = (...names) => names.map((name) => `^edge-server/src/${name}`);
const app = (...names) => names.map((name) => `^panel-app/src/${name}/`);
const flowStore = '^edge-server/src/flow/store(/|\\.ts$)';
// What a step is and how it ends: the words between the runner and every stage.
const flowWords = [flowStore, '^edge-server/src/flow/step\\.ts$'];
// Deps and the interfaces behind it. The rule 'effects-come-in-as-types' sees to it that only types are taken.
const depsTypes = [deps, ...server('db/database\\.ts$', 'platform/')];

const core = (...names) => `^(node:)?(${names.join('|')})(/|$)`;
const network = ['net', 'tls', 'http', 'https', 'http2', 'dgram', 'dns'];
const processes = ['child_process', 'cluster', 'worker_threads'];
const named = (...names) => `node_modules/(${names.join('|')})/`;
const databasePackages = ['drizzle-orm', 'better-sqlite3', 'pg'];
const wirePackages = ['hono', '@hono', 'nodemailer', 'imapflow', 'net-snmp', 'ldapts'];

/** Everything under `from` may import what `may` lists and nothing else; Node's own modules only with `node: true`. */
const only = ({ name, from, not, may, node = true, comment }) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, ...(not === undefined ? {} : { pathNot: not }) },
  to: { pathNot: may, ...(node ? { dependencyTypesNot: ['core'] } : {}) },
});

const never = ({ name, from, not, to, toNot, comment, ...more }) => ({
  name,
  comment,
  severity: 'error',
  from: { ...(from === undefined ? {} : { path: from }), ...(not === undefined ? {} : { pathNot: not }) },
  to: {
    ...(to === undefined ? {} : { path: to }),
    ...(toNot === undefined ? {} : { pathNot: toNot }),
    ...more,
  },
});

const sharedAndProfiles = [
  only({
    name: 'shared-stands-alone',
    from: shared,
    may: [shared, named('valibot')],
    node: false,
    comment: 'shared/ holds words both sides use: the schema library is all it may import, not even Node.',
  }),
  only({
    name: 'device-profiles-are-data',
    from: '^device-profiles/src/',
    may: [profiles, shared, named('valibot')],
    comment:
      'device-profiles/ is data and pure functions over it: it may import shared/ and the schema library.',
  }),
  never({
    name: 'device-profiles-without-network',
    from: '^device-profiles/src/',
    to: core(...network, ...processes),
    comment: 'device-profiles/ reads profiles; asking a device is for edge-server/src/devices.',
  }),
];

const edgeServer = [
  only({
    name: 'protocols-are-wire-only',
    from: server('protocols/'),
    may: [...server('protocols/'), deps, shared, packages],
    comment: 'protocols/ turns bytes into values and back: no policy, no database, no jobs.',
  }),
  only({
    name: 'platform-is-effects-only',
    from: server('platform/'),
    may: [...server('platform/'), deps, shared, packages],
    comment: 'platform/ holds the real effects behind Deps and knows nothing of jobs, people or the API.',
  }),
  only({
    name: 'database-knows-no-one',
    from: server('db/'),
    may: [...server('db/'), deps, shared, packages],
    comment: 'db/ is the schema and its two engines; those who use it come to it.',
  }),
  only({
    name: 'stage-keeps-to-itself',
    from: '^edge-server/src/flow/([^/]+)/',
    not: flowStore,
    may: [
      '^edge-server/src/flow/$1/',
      ...flowWords,
      ...server('protocols/'),
      ...depsTypes,
      shared,
      profiles,
      packages,
    ],
    comment:
      'A stage talks to another one only through the job row and its steps: build-server.ts passes functions in.',
  }),
  never({
    name: 'stage-without-processes-or-sockets',
    from: '^edge-server/src/flow/',
    to: core(...network, ...processes),
    comment: 'Processes and network come in through Deps, so that a test can make each of them fail.',
  }),
  never({
    name: 'stage-without-drivers',
    from: '^edge-server/src/flow/',
    not: flowStore,
    to: named(...databasePackages, ...wirePackages),
    comment: 'Queries belong in flow/store, wire formats in protocols/.',
  }),
  only({
    name: 'flow-order',
    from: '^edge-server/src/flow/[^/]+\\.ts$',
    not: flowStore,
    may: [...server('flow/'), ...depsTypes, shared, profiles, packages],
    comment: 'stages.ts and runner.ts know every stage and nothing beyond the flow, least of all the API.',
  }),
  only({
    name: 'flow-store-and-database',
    from: flowStore,
    may: [...flowWords, ...server('db/'), ...depsTypes, shared, packages],
    comment: 'flow/store turns rows into jobs and releases; it may import db/ and no stage.',
  }),
  never({
    name: 'effects-come-in-as-types',
    from: '^edge-server/src/flow/',
    not: flowStore,
    to: server('db/', 'platform/'),
    dependencyTypesNot: ['type-only'],
    comment:
      'The flow names the interfaces of database and storage; the things themselves are handed in through Deps.',
  }),
  only({
    name: 'settings-are-the-administrators',
    from: server('settings/'),
    may: [...server('settings/', 'people/', 'db/'), deps, shared, packages],
    comment:
      'settings/ keeps values and writes each change into the audit of people/; nothing else is its business.',
  }),
  only({
    name: 'areas-beside-the-flow',
    from: '^edge-server/src/(devices|people|reach)/',
    may: ['^edge-server/src/$1/', ...server('protocols/', 'db/'), deps, shared, profiles, packages],
    comment: 'devices/, people/ and reach/ stand beside the flow: neither its insides nor each other.',
  }),
  only({
    name: 'api-is-thin',
    from: server('api/'),
    may: [
      ...server('api/', 'flow/', 'devices/', 'people/', 'reach/', 'app\\.ts$'),
      // Its pages are mounted beside the others.
      ...server('plain-panel/add-plain-panel\\.ts$'),
      deps,
      shared,
      packages,
    ],
    comment: 'api/ parses, calls and answers: never db/, protocols/ or platform/.',
  }),
  only({
    name: 'plain-panel-is-a-surface',
    from: server('plain-panel/'),
    may: [
      ...server('plain-panel/', 'api/[^/]+\\.ts$', 'devices/paper-words\\.ts$', 'app\\.ts$'),
      deps,
      shared,
      packages,
    ],
    comment:
      "plain-panel/ draws forms and calls what the panel's routes call: no rows, no stage of the flow, no second way to do anything.",
  }),
  only({
    name: 'backup-reads-what-others-keep',
    from: server('backup/'),
    may: [
      ...server(
        'backup/',
        'db/',
        'platform/',
        'settings/',
        'people/audit\\.ts$',
        'flow/store/settle-restored\\.ts$',
      ),
      deps,
      shared,
      packages,
    ],
    comment:
      'backup/ takes rows, keys and documents as they lie there, and puts them back: no stage, no API, and no person but the audit log.',
  }),
  only({
    name: 'advertise-is-words',
    from: server('advertise/'),
    may: [
      ...server('advertise/', 'protocols/mdns/', 'flow/intake/ipp/queue-offer', 'flow/intake/ipp/urf-words'),
      shared,
    ],
    comment:
      'advertise/ says what a queue is in the words of DNS-SD, DNS and Apple: from what the queue offers, and without asking anybody.',
  }),
  only({
    name: 'render-is-a-process-of-its-own',
    from: server('render/'),
    may: [...server('render/', 'platform/blob-random-read'), shared, packages],
    comment:
      'The render worker handles hostile documents: it must not even be able to reach the rest of the server.',
  }),
  only({
    name: 'sandbox-knows-no-documents',
    from: server('sandbox/'),
    may: [...server('sandbox/'), shared, packages],
    comment:
      'sandbox/ runs programs apart from everything; it knows neither documents nor the rest of the server.',
  }),
  only({
    name: 'office-knows-its-sandbox-only',
    from: server('office/'),
    may: [...server('office/', 'sandbox/'), shared, packages],
    comment: 'office/ drives LibreOffice in the sandbox: bytes in, PDF out, no jobs and no storage.',
  }),
  only({
    name: 'virtual-mfd-is-a-printer',
    from: server('virtual-mfd/'),
    may: [...server('virtual-mfd/', 'protocols/ipp/'), shared, named('valibot')],
    comment:
      'The virtual MFD speaks IPP over the network like any printer: protocols/ipp, shared/, the schema library and Node.',
  }),
  never({
    name: 'virtual-mfd-is-not-known',
    not: [...server('virtual-mfd/', 'main\\.ts$', 'build-server\\.ts$', 'try-out/'), '^test/'],
    to: server('virtual-mfd/'),
    comment: 'Nothing may know that a printer is virtual; only the wiring starts it.',
  }),
  only({
    name: 'convert-server-holds-nothing',
    from: server('convert-server/'),
    may: [
      ...server('convert-server/', 'flow/convert/', 'platform/'),
      ...server('convert-rooms\\.ts$', 'office/office-host\\.ts$', 'config\\.ts$', 'cli/pinned-socket\\.ts$'),
      deps,
      shared,
      packages,
    ],
    comment:
      'A conversion server converts what it is given: no database, no people, no API and no other stage of the flow.',
  }),
  never({
    name: 'convert-server-is-not-known',
    not: [...server('convert-server/', 'main\\.ts$'), '^test/'],
    to: server('convert-server/'),
    comment: 'The edge server knows conversion servers by their requests only; main.ts starts one.',
  }),
  only({
    name: 'cli-talks-to-the-api',
    from: server('cli/'),
    may: [...server('cli/'), shared, packages],
    comment: 'The command line is a client of the API and works against a server elsewhere.',
  }),
  only({
    name: 'try-out-is-a-guest',
    from: server('try-out/'),
    may: [
      ...server('try-out/', 'virtual-mfd/', 'flow/', 'devices/', 'people/'),
      // Types only: the two rules below this one see to it.
      ...server('app\\.ts$', 'build-server\\.ts$', 'print-addresses\\.ts$', 'render/render-host\\.ts$'),
      shared,
      packages,
    ],
    comment:
      'The try-out uses what the API uses, functions of flow, devices and people: never db/, protocols/ or platform/.',
  }),
  never({
    name: 'try-out-starts-nothing',
    from: server('try-out/'),
    to: server('render/', 'print-addresses\\.ts$'),
    dependencyTypesNot: ['type-only'],
    comment:
      'The try-out is handed the renderer and hands back what is to be printed; it names their types only.',
  }),
  only({
    name: 'deps-are-interfaces',
    from: deps,
    may: [...server('platform/', 'db/'), shared],
    comment: 'deps.ts names the interfaces of platform/ and db/; it knows nothing that is built on them.',
  }),
  never({
    name: 'deps-are-types',
    from: [deps, ...server('app\\.ts$')],
    to: server('.'),
    dependencyTypesNot: ['type-only'],
    comment: 'deps.ts and app.ts are types: whoever imports them must not bring the effects along.',
  }),
  never({
    name: 'wiring-is-the-top',
    not: [...server('main\\.ts$', 'build-server\\.ts$', 'build-app\\.ts$'), '^test/'],
    to: server('main\\.ts$', 'build-server\\.ts$', 'build-app\\.ts$'),
    dependencyTypesNot: ['type-only'],
    comment: 'Only the entry point and tests put the server together.',
  }),
];

const ownScreens = ['panel', 'portal', 'admin'];
const look = [...app('theme', 'locales'), shared, packages];

const browser = [
  only({
    name: 'components-are-dumb',
    from: app('components'),
    may: [...app('components'), ...look],
    node: false,
    comment: 'A component gets properties and fires events: no data/, no state/, no screens.',
  }),
  only({
    name: 'data-without-interface',
    from: app('data'),
    may: [...app('data'), shared, packages],
    node: false,
    comment: 'data/ makes the calls to the server and knows no UI.',
  }),
  never({
    name: 'data-without-lit',
    from: app('data'),
    to: named('lit', '@lit', 'lit-html', 'lit-element', 'lucide-static'),
    comment: 'data/ makes the calls to the server and knows no UI.',
  }),
  only({
    name: 'state-over-data',
    from: app('state'),
    may: [...app('state', 'data', 'locales'), shared, packages],
    node: false,
    comment: 'state/ holds what the screens share; it may import data/, never a screen.',
  }),
  only({
    name: 'surfaces-apart',
    from: `^panel-app/src/(${ownScreens.join('|')})/`,
    may: ['^panel-app/src/$1/', ...app('data', 'state', 'components', 'dialogs', 'platform'), ...look],
    node: false,
    comment: 'panel, portal and admin are three apps: they share components/, never each other.',
  }),
  only({
    name: 'device-without-interface',
    from: app('platform'),
    may: app('platform'),
    node: false,
    comment:
      "platform/ speaks with the device that the panel's page runs on: no UI, no server, nothing that old browsers lack.",
  }),
  only({
    name: 'dialogs-belong-to-no-surface',
    from: app('dialogs'),
    may: [...app('dialogs', 'components', 'data', 'state'), ...look],
    node: false,
    comment: 'A dialog is used by more than one surface and so imports none.',
  }),
  only({
    name: 'theme-and-words-at-the-bottom',
    from: app('theme', 'locales'),
    may: look,
    node: false,
    comment: 'theme/ and locales/ are under everything else in the app.',
  }),
  never({
    name: 'browser-is-not-the-server',
    from: '^panel-app/(src|gallery)/',
    to: ['^edge-server/', '^device-profiles/', '^scripts/'],
    comment: 'What the browser knows of the server is in shared/ and the API.',
  }),
  never({
    name: 'server-is-not-the-browser',
    from: '^(edge-server|shared|device-profiles)/',
    to: '^panel-app/',
    comment: 'The server hands out panel-app/dist as files; it imports nothing from there.',
  }),
];

const everywhere = [
  never({
    name: 'nothing-imports-tests',
    not: '^test/',
    to: '^test/',
    comment: 'Tests may import anything; nothing may import tests.',
  }),
  never({
    name: 'nothing-imports-scripts',
    not: '^(scripts|test|edge-server/bin)/',
    to: '^scripts/',
    comment: 'scripts/ is for working on the project; the product has to run without it.',
  }),
  never({
    name: 'no-circles',
    circular: true,
    comment: 'Two files that import each other are one file, or miss a third.',
  }),
  never({
    name: 'no-dead-imports',
    couldNotResolve: true,
    comment: 'This import leads nowhere.',
  }),
  never({
    name: 'packages-are-listed',
    from: '^(shared|device-profiles|edge-server|panel-app|test)/',
    dependencyTypes: ['npm-no-pkg', 'npm-unknown'],
    comment:
      'Name the package in package.json: what another package happens to bring along may be gone tomorrow.',
  }),
  never({
    name: 'product-without-development-packages',
    from: '^(shared|device-profiles|edge-server)/src/',
    to: packages,
    dependencyTypes: ['npm-dev'],
    dependencyTypesNot: ['type-only'],
    comment: 'A server in service has no development packages installed.',
  }),
];

module.exports = {
  forbidden: [...sharedAndProfiles, ...edgeServer, ...browser, ...everywhere],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Our own output only: most packages are imported from a dist folder, and those imports have to be seen.
    exclude: { path: '^(edge-server|panel-app)/dist/|^test/\\.out/' },
    // Type-only imports count: a type is knowledge, too.
    tsPreCompilationDeps: true,
    // Workspaces share the packages of the root's package.json.
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'browser', 'default'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};

// Type-aware lint only: formatting and import order belong to biome, unused code to tsc and knip.
import tseslint from 'typescript-eslint';

const banned = [
  { selector: 'TSEnumDeclaration', message: 'Use an `as const` object and a derived union.' },
  { selector: 'ExportDefaultDeclaration', message: 'Name every export.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: name what you export.' },
];

// The flow gets time, randomness, network and processes through Deps, so that a test can make any of them fail.
const effects = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Use deps.clock.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Use deps.ids.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Use deps.clock.' },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Settings arrive by argument.',
  },
];

// Words, schemas and data: nothing there happens later.
const promises = [
  { selector: ':function[async=true]', message: 'shared/ and device-profiles/ hold nothing asynchronous.' },
  {
    selector: "Identifier[name='Promise']",
    message: 'shared/ and device-profiles/ hold nothing asynchronous.',
  },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'test/.out/**', '**/*.js', '**/*.mjs', '**/*.cjs'] },
  {
    files: ['**/*.ts'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          ignoreVoid: true,
          // The runner itself waits for what these return.
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'suite'] },
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'max-lines': ['error', { max: 400 }],
      'no-restricted-syntax': ['error', ...banned],
    },
  },
  {
    files: [
      'edge-server/src/flow/**/*.ts',
      'edge-server/src/devices/**/*.ts',
      'edge-server/src/people/**/*.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...banned, ...effects] },
  },
  {
    files: ['shared/**/*.ts', 'device-profiles/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...banned, ...promises],
      // Half the time of the whole lint there, over the types of the schemas, for what the line above has ruled out.
      '@typescript-eslint/no-misused-promises': 'off',
    },
  },
);

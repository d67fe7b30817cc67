import tseslint from 'typescript-eslint';

/** What stands behind the front doors. */
const insideOthers = [
  '**/mock-idps/**',
  '!**/mock-idps/index.ts',
  '**/reports/**',
  '!**/reports/index.ts',
  '**/reference-sp/**',
  '!**/reference-sp/index.ts',
];

/** Folder → what it must not reach. The two leaves know nobody; harness/ enters them by the front door, and cli.ts alone knows the desk. */
const forbidden = {
  'mock-idps/**/*.ts': ['**/harness/**', '**/reports/**', '**/desk/**'],
  // The engines are tried on the reference's SCIM server.
  'mock-idps/scim/*.test.ts': [
    '**/harness/*',
    '!**/harness/reference-sp',
    '**/harness/reference-sp/*',
    '!**/harness/reference-sp/index.ts',
    '**/reports/**',
  ],
  'reports/**/*.{ts,tsx}': ['**/harness/**', '**/mock-idps/**'],
  'library/*.ts': [
    '**/mock-idps/**',
    '!**/mock-idps/index.ts',
    '**/reports/**',
    '!**/reports/index.ts',
    '**/rules/**',
    '**/reference-sp/**',
    '**/cli.ts',
    '**/desk/**',
  ],
  'desk/**/*.ts': [
    '**/mock-idps/**',
    '!**/mock-idps/index.ts',
    '**/reports/**',
    '**/rules/**',
    '**/reference-sp/**',
    '**/cli.ts',
  ],
  // The page of the console runs in a browser: of the API it knows the types, and it looks like the report.
  'desk/console/**/*.{ts,tsx}': [
    '**/harness/**',
    '!**/harness/errors.ts',
    '!**/harness/built.fixture.ts',
    '**/library/**',
    '**/mock-idps/**',
    '!**/mock-idps/index.ts',
    '**/reports/*',
    '!**/reports/index.ts',
    '!**/reports/headline.ts',
    '!**/reports/visible.ts',
    '!**/reports/html',
    '**/reports/html/*',
    '!**/reports/html/parts',
    '!**/reports/html/views',
    '**/reports/html/views/*',
    '!**/reports/html/views/artefact.tsx',
  ],
  'examples/**/*.ts': ['**/desk/**', '**/harness/**', '**/library/**', '**/mock-idps/**', '**/reports/**'],
  'harness/*.ts': [...insideOthers, './cli.ts', '**/desk/**'],
  // Every format is tried on the report that the page of the HTML report is tried on.
  'harness/every-format.test.ts': [
    ...insideOthers.map((pattern) => (pattern === '**/reports/**' ? '**/reports/*' : pattern)),
    '!**/reports/html',
    '**/reports/html/*',
    '!**/reports/html/fixture.ts',
    '**/desk/**',
  ],
  'harness/main.ts': [...insideOthers, '**/desk/**'],
  'harness/cli.ts': ['**/mock-idps/**', '!**/mock-idps/index.ts', '**/reports/**', '**/reference-sp/**'],
  'harness/{doctor,init}/**/*.ts': [
    '**/mock-idps/**',
    '!**/mock-idps/index.ts',
    '**/reports/**',
    '!**/reports/index.ts',
    '**/rules/**',
    '**/reference-sp/**',
    '**/cli.ts',
    '**/desk/**',
  ],
  'harness/{rules,judging}/**/*.ts': [
    '**/mock-idps/**',
    '**/drivers/**',
    '**/targets/**',
    '**/reference-sp/**',
    '**/reports/**',
  ],
  'harness/lint/**/*.ts': [
    '**/mock-idps/**',
    '**/reports/**',
    '**/drivers/**',
    '**/targets/**',
    '**/rules/**',
    '**/reference-sp/**',
    '../**',
  ],
  'harness/drivers/**/*.ts': [
    '**/rules/**',
    '**/targets/**',
    '**/runner.ts',
    '**/mock-idps/**',
    '!**/mock-idps/index.ts',
  ],
  'harness/targets/**/*.ts': [
    '**/rules/**',
    '**/drivers/**',
    '**/runner.ts',
    '**/mock-idps/**',
    '!**/mock-idps/index.ts',
  ],
  'harness/reference-sp/*.ts': ['../**'],
  'harness/reference-sp/*/**/*.ts': ['../../**'],
};

const boundary = ([files, group]) => ({
  files: [files],
  rules: {
    'no-restricted-imports': ['error', { patterns: [{ group, message: 'See CONTRIBUTING, "Who may import whom".' }] }],
  },
});

export default tseslint.config(
  { ignores: ['dist/', 'reports/out/', '**/*.gen.ts', 'test-results/', 'playwright-report/'] },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts', '**/*.tsx'] })),
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  { files: ['harness/main.ts', 'harness/bench/**', 'harness/targets/apps/check.ts'], rules: { 'no-console': 'off' } },
  ...Object.entries(forbidden).map(boundary),
);

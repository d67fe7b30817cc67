// Writes the declarations of the library: of its doors, and of what they mention and no more.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

const DOORS = ['library/index.ts', 'library/vitest.ts', 'library/playwright.ts'];

/** `folder`: where they are put, at the paths of their sources. */
export function buildTypes(folder) {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, '.');
  const program = ts.createProgram(DOORS, {
    ...options,
    noEmit: false,
    incremental: false,
    tsBuildInfoFile: undefined,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: '.',
    outDir: folder,
  });
  const written = new Set();
  const left = DOORS.map((door) => resolve(door));
  for (let source = left.pop(); source; source = left.pop()) {
    if (written.has(source)) continue;
    written.add(source);
    const text = declarationOf(program, source);
    const place = join(folder, source.slice(resolve('.').length).replace(/\.ts$/, '.d.ts'));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(
      place,
      text.replace(/((?:from |import\()['"])(\.[^'"]+)\.ts(?=['"])/g, (_, before, path) => {
        left.push(resolve(dirname(source), `${path}.ts`));
        // As Node finds it, and therefore every resolution.
        return `${before}${path}.js`;
      }),
    );
  }
}

function declarationOf(program, file) {
  let text = '';
  const source = program.getSourceFile(file);
  if (!source) throw new Error(`${file} is mentioned in a declaration and is no part of the program.`);
  const { diagnostics } = program.emit(source, (_, written) => (text = written), undefined, true);
  if (diagnostics.length === 0 && text !== '') return text;
  throw new Error(
    ts.formatDiagnostics(diagnostics, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => '.',
      getNewLine: () => '\n',
    }),
  );
}

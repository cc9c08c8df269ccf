// The legacy panel as it is built: one page that is painted before its script, one ES5 script, and no more bytes than a slow device can take.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import ts from 'typescript';
import { repository } from '../../support/repository.ts';

/** Issue 8, "Speed": polyfills included. Old devices know gzip and not brotli. */
const BUDGET_BYTES = 110_000;

let out = '';
let page = '';
let script = '';

before(async () => {
  out = await mkdtemp(join(tmpdir(), 'platen-legacy-'));
  const vite = join(repository, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--outDir', out, '--emptyOutDir', '--logLevel', 'error'];
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, args, { cwd: join(repository, 'panel-app'), env });
  page = await readFile(join(out, 'panel-legacy.html'), 'utf8');
  const [, path = ''] =
    /<script src="\/(assets\/panel-legacy-[\w-]+\.js)"><\/script><\/body>/.exec(page) ?? [];
  script = await readFile(join(out, path), 'utf8');
});

after(() => rm(out, { recursive: true, force: true }));

test('page and script stay under the budget', () => {
  const bytes = gzipSync(page).length + gzipSync(script).length;
  assert.ok(bytes < BUDGET_BYTES, `${bytes} bytes by gzip`);
});

test('the keypad and its styles are in the page, and nothing else is loaded but the script', () => {
  assert.equal([...page.matchAll(/class="button key/g)].length, 12);
  assert.equal([...page.matchAll(/<script/g)].length, 1, 'the one script is the bundle');
  assert.doesNotMatch(page, /rel="stylesheet"|@font-face|@import|url\(|type="module"|nomodule/);
  assert.match(page, /<html[^>]* dir="ltr"/, 'the styles of a direction need it');
});

/** What ES5 (ECMA-262, 5.1) has no syntax for. */
const NEWER: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.AwaitExpression,
  ts.SyntaxKind.ArrayBindingPattern,
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.BigIntLiteral,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.ComputedPropertyName,
  ts.SyntaxKind.DotDotDotToken,
  ts.SyntaxKind.ExportDeclaration,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ImportDeclaration,
  ts.SyntaxKind.MetaProperty,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.ObjectBindingPattern,
  ts.SyntaxKind.QuestionDotToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.ShorthandPropertyAssignment,
  ts.SyntaxKind.SpreadAssignment,
  ts.SyntaxKind.SpreadElement,
  ts.SyntaxKind.SuperKeyword,
  ts.SyntaxKind.TaggedTemplateExpression,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.YieldExpression,
]);

/** Multiplication is a token of its own kind only inside of a binary expression. */
function newerSyntax(node: ts.Node, found: string[]): void {
  const times = node.kind === ts.SyntaxKind.AsteriskToken && ts.isBinaryExpression(node.parent);
  if (NEWER.has(node.kind) && !times)
    found.push(`${ts.SyntaxKind[node.kind]}: ${node.getText().slice(0, 60)}`);
  if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) !== 0)
    found.push(`let or const: ${node.getText().slice(0, 60)}`);
  if (ts.isParameter(node) && node.initializer !== undefined) found.push(`default: ${node.getText()}`);
  if (ts.isCatchClause(node) && node.variableDeclaration === undefined) found.push('catch without a name');
  if (ts.isRegularExpressionLiteral(node) && /\/[gim]*[^gim/][gim]*$/.test(node.text)) found.push(node.text);
  ts.forEachChild(node, (child) => newerSyntax(child, found));
}

test('the script is ES5 to the last statement, and runs nothing from text', () => {
  const source = ts.createSourceFile('legacy.js', script, ts.ScriptTarget.ES5, true, ts.ScriptKind.JS);
  const found: string[] = [];
  newerSyntax(source, found);
  assert.deepEqual(found.slice(0, 5), []);
  // The content security policy forbids it; what is left is core-js' last resort, which comes after `window`.
  assert.doesNotMatch(script, /\beval\(/);
});

test('other languages are files of their own, asked for when they are spoken', async () => {
  assert.doesNotMatch(script, /Geben Sie|Code eingeben/);
  const files = await readdir(join(out, 'assets'));
  assert.ok(files.some((name) => /^panel\.de-[\w-]{8}\.json$/.test(name)));
  assert.match(script, /"\/assets\/panel\.de-[\w-]{8}\.json"/);
});

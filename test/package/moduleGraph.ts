import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseAst } from 'vite';

export interface Module {
  /** `'use client'` and its like: strings that stand before every other statement. */
  directives: string[];
  /** Files of ours that it imports or re-exports, by absolute path. */
  files: string[];
  /** Everything else that it imports: packages, and Node's own modules. */
  packages: string[];
  /** The names it exports. */
  names: string[];
}

interface Node {
  type: string;
  directive?: string | null;
  source?: { value?: unknown } | null;
  exported?: { name?: string; value?: unknown } | null;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** The node and everything in it. */
function walk(node: unknown): Node[] {
  if (Array.isArray(node)) return node.flatMap(walk);
  return isNode(node) ? [node, ...Object.values(node).flatMap(walk)] : [];
}

const IMPORTS = /^(ImportDeclaration|ImportExpression|ExportNamedDeclaration|ExportAllDeclaration)$/;

function readModule(file: string): Module {
  const program = parseAst(readFileSync(file, 'utf8'));
  const body: Node[] = program.body;
  const end = body.findIndex((statement) => !statement.directive);
  const nodes = walk(body);
  const imports = nodes
    .filter((node) => IMPORTS.test(node.type) && typeof node.source?.value === 'string')
    .map((node) => String(node.source?.value));
  return {
    directives: body.slice(0, end === -1 ? undefined : end).map(({ directive }) => String(directive)),
    files: imports.filter((name) => name.startsWith('.')).map((name) => resolve(dirname(file), name)),
    packages: imports.filter((name) => !name.startsWith('.')),
    names: nodes
      .filter((node) => node.type === 'ExportSpecifier')
      .map((node) => String(node.exported?.name))
      .sort(),
  };
}

/**
 * Everything that loading `entry` reaches, `import()` included, by absolute path.
 *
 * @param isBoundary  Such a module is in the result, but its imports are not followed.
 */
export function readModuleGraph(entry: string, isBoundary = (_: Module) => false): Map<string, Module> {
  const graph = new Map<string, Module>();
  const visit = (file: string) => {
    if (graph.has(file)) return;
    const module = readModule(file);
    graph.set(file, module);
    if (!isBoundary(module)) module.files.forEach(visit);
  };
  visit(entry);
  return graph;
}

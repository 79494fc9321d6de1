// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** Which folder may import which: itself and those named here, so that dependencies point one way. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  clock: [],
  wire: [],
  ui: [],
  connection: ['clock', 'wire'],
  access: ['clock', 'connection', 'ui', 'wire'],
  chat: ['clock', 'connection', 'ui', 'wire'],
  sessions: ['chat', 'clock', 'connection', 'ui', 'wire'],
  conversation: ['chat', 'clock', 'connection', 'ui', 'wire'],
  styles: [],
};

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

const importPattern = /(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']*)'/g;

function graphOf(edges: Iterable<readonly [from: string, to: string]>): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [from, to] of edges) {
    if (from !== to) graph.set(from, (graph.get(from) ?? new Set()).add(to));
  }
  return graph;
}

/** The first cycle as a path that ends where it began; null if there is none. */
function findCycle(graph: Graph): readonly string[] | null {
  const finished = new Set<string>();
  const visit = (node: string, trail: readonly string[]): readonly string[] | null => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (finished.has(node)) return null;
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...trail, node]);
      if (cycle) return cycle;
    }
    finished.add(node);
    return null;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle) return cycle;
  }
  return null;
}

/** Every import of one file of src by another, as paths below src without their endings. */
function readImports(): readonly (readonly [from: string, to: string])[] {
  const name = (file: string) => file.replace(/\.(?:ts|tsx|css)$/, '');
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  return files.flatMap((file) =>
    [...readFileSync(path.join(import.meta.dirname, file), 'utf8').matchAll(importPattern)].map(
      ([, target]) => [name(file), name(path.join(path.dirname(file), target ?? ''))] as const,
    ),
  );
}

const isInFolder = (file: string): boolean => file.includes(path.sep);
const folderOf = (file: string): string => file.split(path.sep, 1)[0] ?? '';

describe('findCycle', () => {
  it('gives the path of a cycle', () => {
    const graph = graphOf([
      ['chat', 'connection'],
      ['access', 'chat'],
      ['connection', 'wire'],
      ['connection', 'chat'],
    ]);
    expect(findCycle(graph)).toEqual(['chat', 'connection', 'chat']);
  });

  it('gives nothing where dependencies point one way', () => {
    expect(
      findCycle(
        graphOf([
          ['chat', 'connection'],
          ['chat', 'wire'],
          ['connection', 'wire'],
        ]),
      ),
    ).toBeNull();
  });
});

describe('src', () => {
  const imports = readImports();
  const folderImports = imports
    .filter(([from, to]) => isInFolder(from) && isInFolder(to))
    .map(([from, to]) => [folderOf(from), folderOf(to)] as const);

  it('is read by this test', () => expect(imports.length).toBeGreaterThan(100));

  it('has no cycle between its folders', () => expect(findCycle(graphOf(folderImports))?.join(' → ')).toBeUndefined());

  it('has no cycle between its files', () => expect(findCycle(graphOf(imports))?.join(' → ')).toBeUndefined());

  it('has folders that import only what they may', () => {
    const forbidden = imports
      .filter(([from]) => isInFolder(from))
      .filter(([from, to]) => folderOf(from) !== folderOf(to) && !allowed[folderOf(from)]?.includes(isInFolder(to) ? folderOf(to) : to));
    expect(forbidden.map(([from, to]) => `${from} imports ${to}`)).toEqual([]);
  });
});

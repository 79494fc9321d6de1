import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

export interface BundleBudget {
  /** Bytes of all script together, gzipped. */
  readonly scriptBytes: number;
  /** Files that a first visit may fetch, fonts and the document included. */
  readonly firstLoadFiles: number;
  /** Chunks that a first visit does not fetch, by name. */
  readonly onDemand: readonly string[];
}

/** What the budget needs to know of a file of the bundle. */
export type BundleFile =
  | { readonly type: 'asset' }
  | {
      readonly type: 'chunk';
      readonly name: string;
      readonly code: string;
      readonly isEntry: boolean;
      readonly imports: readonly string[];
      readonly dynamicImports: readonly string[];
    };

export interface BundleSize {
  readonly scriptBytes: number;
  readonly firstLoadFiles: readonly string[];
}

export function measureBundle(files: Readonly<Record<string, BundleFile>>, onDemand: readonly string[]): BundleSize {
  const firstLoad = new Set(Object.keys(files).filter((file) => files[file]?.type === 'asset'));
  const visit = (file: string): void => {
    const chunk = files[file];
    if (chunk?.type !== 'chunk' || firstLoad.has(file) || onDemand.includes(chunk.name)) return;
    firstLoad.add(file);
    [...chunk.imports, ...chunk.dynamicImports].forEach(visit);
  };
  let scriptBytes = 0;
  for (const [file, chunk] of Object.entries(files)) {
    if (chunk.type !== 'chunk') continue;
    scriptBytes += gzipSync(chunk.code, { level: 9 }).length;
    if (chunk.isEntry) visit(file);
  }
  return { scriptBytes, firstLoadFiles: [...firstLoad] };
}

/** The sentence that a build over budget fails with; null within it. */
export function findOverrun({ scriptBytes, firstLoadFiles }: BundleSize, budget: BundleBudget): string | null {
  if (scriptBytes > budget.scriptBytes) {
    return `The page's script weighs ${kilobytes(scriptBytes)} gzipped, more than the ${kilobytes(budget.scriptBytes)} it may.`;
  }
  if (firstLoadFiles.length > budget.firstLoadFiles) {
    const names = firstLoadFiles.join(', ');
    return `A first visit fetches ${firstLoadFiles.length} files, more than the ${budget.firstLoadFiles} it may: ${names}.`;
  }
  return null;
}

/** Fails a build whose script or whose number of files on a first visit is over budget, and reports both otherwise. */
export function bundleBudget(budget: BundleBudget): Plugin {
  return {
    name: 'switchboard:bundle-budget',
    apply: 'build',
    writeBundle(_, bundle) {
      const size = measureBundle(bundle, budget.onDemand);
      const overrun = findOverrun(size, budget);
      if (overrun !== null) this.error(overrun);
      this.info(`script ${kilobytes(size.scriptBytes)} gzipped in all, ${size.firstLoadFiles.length} files on a first visit`);
    },
  };
}

const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;

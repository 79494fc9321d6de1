// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { findOverrun, measureBundle, type BundleFile } from './bundleBudget';

const chunk = (name: string, rest: Partial<Extract<BundleFile, { type: 'chunk' }>> = {}): BundleFile => ({
  type: 'chunk',
  name,
  code: `console.log('${name}')`,
  isEntry: false,
  imports: [],
  dynamicImports: [],
  ...rest,
});

const files: Readonly<Record<string, BundleFile>> = {
  'index.html': { type: 'asset' },
  'assets/style.css': { type: 'asset' },
  'assets/index.js': chunk('index', { isEntry: true, imports: ['assets/react.js'], dynamicImports: ['assets/chat.js', 'assets/oidc.js'] }),
  'assets/react.js': chunk('react'),
  'assets/chat.js': chunk('chat', { imports: ['assets/react.js', 'assets/index.js'] }),
  'assets/oidc.js': chunk('oidc', { imports: ['assets/jwt.js'] }),
  'assets/jwt.js': chunk('jwt'),
};

const budget = { scriptBytes: 1_000, firstLoadFiles: 5, onDemand: ['oidc'] };

describe('measureBundle', () => {
  it('counts each file of a first visit once, without what is fetched on demand', () => {
    expect(measureBundle(files, ['oidc']).firstLoadFiles.toSorted()).toEqual([
      'assets/chat.js',
      'assets/index.js',
      'assets/react.js',
      'assets/style.css',
      'index.html',
    ]);
  });

  it('weighs all script, also what is fetched on demand', () => {
    expect(measureBundle(files, ['oidc']).scriptBytes).toBe(measureBundle(files, []).scriptBytes);
  });
});

describe('findOverrun', () => {
  it('says nothing within the budget', () => expect(findOverrun(measureBundle(files, ['oidc']), budget)).toBeNull());

  it('says how much script there is when it is too much', () => {
    expect(findOverrun({ scriptBytes: 1_200, firstLoadFiles: [] }, budget)).toBe(
      "The page's script weighs 1.2 kB gzipped, more than the 1.0 kB it may.",
    );
  });

  it('names the files when there are too many', () => {
    expect(findOverrun(measureBundle(files, []), budget)).toMatch(
      /^A first visit fetches 7 files, more than the 5 it may: .*assets\/oidc\.js/,
    );
  });
});

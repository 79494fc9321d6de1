// @vitest-environment node
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compressFile } from './precompress';

describe('compressFile', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'precompress-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('writes the same content beside the file in both encodings', async () => {
    const file = path.join(folder, 'index.js');
    const content = 'console.log("Switchboard");\n'.repeat(100);
    await writeFile(file, content);
    await compressFile(file);
    expect(brotliDecompressSync(await readFile(`${file}.br`)).toString()).toBe(content);
    expect(gunzipSync(await readFile(`${file}.gz`)).toString()).toBe(content);
  });

  it('writes nothing that is larger than the file', async () => {
    const file = path.join(folder, 'tiny.js');
    await writeFile(file, 'a');
    await compressFile(file);
    expect(await readdir(folder)).toEqual(['tiny.js']);
  });
});

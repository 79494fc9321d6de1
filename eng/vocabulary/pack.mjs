// Packs the ranks of a public byte-pair vocabulary into the form that the tokenizer stand-in embeds:
// for each rank from 0, one byte with the token's length and then its bytes; the whole compressed with Brotli.
//
//   npm install --no-save js-tiktoken && node eng/vocabulary/pack.mjs o200k_base OUT.br
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

const [encoding, target] = process.argv.slice(2);
if (!encoding || !target) {
  console.error('usage: node pack.mjs ENCODING OUT');
  process.exit(2);
}

const { default: source } = await import(`js-tiktoken/ranks/${encoding}`);
const tokens = [];
for (const line of source.bpe_ranks.split('\n').filter(Boolean)) {
  const [, offset, ...encoded] = line.split(' ');
  encoded.forEach((text, index) => { tokens[Number(offset) + index] = Buffer.from(text, 'base64'); });
}

const parts = [];
tokens.forEach((token, rank) => {
  if (token === undefined || token.length === 0 || token.length > 255) {
    throw new Error(`rank ${rank} cannot be packed`);
  }

  parts.push(Buffer.of(token.length), token);
});
const packed = brotliCompressSync(Buffer.concat(parts), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
});
writeFileSync(target, packed);
console.log(`${tokens.length} tokens, ${packed.length} bytes`);

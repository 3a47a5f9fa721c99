import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { createEmbedder } from '#server/platform/embedder-client.ts';

/**
 * `node scripts/eval-vectors.ts < texts.json > vectors.bin`
 * The vectors the assistant would use for a list of texts, one after the other as little-endian 32-bit floats; zeros where the
 * encoder knows nothing of a text. For peers that are measured with our encoder beside their own features (eval-peers.py).
 */
const model = process.env['EMBEDDING_MODEL'] ?? 'static-ru-en-v3';
const texts = z.array(z.string()).parse(JSON.parse(await text(process.stdin)));
const embedder = await createEmbedder({ EMBEDDING_MODEL: model, DATA_DIR: '/nonexistent' });
const vectors = await embedder.embed(texts);
const nothing = new Float32Array(embedder.dimensions);
process.stdout.write(Buffer.concat(vectors.map((vector) => new Uint8Array((vector ?? nothing).slice().buffer))));
await embedder.close();

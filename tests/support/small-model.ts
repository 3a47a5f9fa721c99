import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Tensor {
  name: string;
  dims: (number | { toNumber(): number })[];
  rawData: Uint8Array;
}
interface Value {
  name: string;
  type: { tensorType: { shape: unknown } };
}
interface Onnx {
  ModelProto: {
    decode(bytes: Uint8Array): { graph: { initializer: Tensor[]; input: Value[]; output: Value[] } };
    encode(model: unknown): { finish(): Uint8Array };
  };
}
// Arrives with what runs the models.
const { onnx } = createRequire(import.meta.url)('onnx-proto') as { onnx: Onnx };

const SHIPPED = 'models/static-ru-en-v3';

/**
 * Writes a real encoder of fewer dimensions: the shipped one with the first numbers of each of its vectors. Its vectors mean
 * something, and none of them can be compared with one of the shipped encoder.
 * @param folder the model's own, of the same shape as a folder in models/
 * @param like `hub`: as most models of the hub are, with marks around each text, kinds of tokens, not made smaller, without a version
 */
export function writeSmallModel(folder: string, dimensions: number, like: 'shipped' | 'hub' = 'shipped'): void {
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  cpSync(join(SHIPPED, 'tokenizer_config.json'), join(folder, 'tokenizer_config.json'));
  const tokenizer = readJson('tokenizer.json');
  const config = readJson('config.json');
  const version = { hidden_size: dimensions, model_version: `small-${dimensions}`, table_sha256: undefined };
  const versionless = { ...version, hidden_size: undefined, model_version: undefined, vocab_sha256: undefined };
  writeFileSync(
    join(folder, 'config.json'),
    JSON.stringify({ ...config, ...(like === 'hub' ? versionless : version) }),
  );
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(like === 'hub' ? withMarks(tokenizer) : tokenizer));
  const model = onnx.ModelProto.decode(readFileSync(join(SHIPPED, 'onnx', 'model_quantized.onnx')));
  const { initializer, input, output } = model.graph;
  const table = initializer.find(({ name }) => name === 'table');
  if (!table) throw new Error('the shipped model has no table');
  const [rows = 0, size = 0] = table.dims.map(Number);
  const codes = new Uint8Array(rows * dimensions);
  for (let row = 0; row < rows; row++) {
    codes.set(table.rawData.subarray(row * size, row * size + dimensions), row * dimensions);
  }
  table.dims = [rows, dimensions];
  table.rawData = codes;
  // Its shape names the size, too: none is as good.
  for (const { type } of output) type.tensorType.shape = null;
  const ids = input.find(({ name }) => name === 'input_ids');
  if (like === 'hub' && ids) input.push({ name: 'token_type_ids', type: ids.type });
  const file = like === 'hub' ? 'model.onnx' : 'model_quantized.onnx';
  writeFileSync(join(folder, 'onnx', file), onnx.ModelProto.encode(model).finish());
}

const readJson = (name: string) => JSON.parse(readFileSync(join(SHIPPED, name), 'utf8')) as Record<string, unknown>;

/** The marks take the place of the two tokens that came last. */
function withMarks(tokenizer: Record<string, unknown>): Record<string, unknown> {
  const { vocab, ...model } = tokenizer['model'] as { vocab: Record<string, number> };
  const last = Object.keys(vocab).length - 2;
  const kept = Object.entries(vocab).filter(([, id]) => id < last);
  const marks = { '[CLS]': last, '[SEP]': last + 1 };
  const mark = (id: keyof typeof marks) => ({ SpecialToken: { id, type_id: 0 } });
  const sequence = { Sequence: { id: 'A', type_id: 0 } };
  const single = [mark('[CLS]'), sequence, mark('[SEP]')];
  return {
    ...tokenizer,
    model: { ...model, vocab: { ...Object.fromEntries(kept), ...marks } },
    added_tokens: [
      ...((tokenizer['added_tokens'] as object[] | undefined) ?? []),
      ...Object.entries(marks).map(([content, id]) => ({ id, content, special: true })),
    ],
    post_processor: {
      type: 'TemplateProcessing',
      ...{ single, pair: [...single, { Sequence: { id: 'B', type_id: 1 } }, mark('[SEP]')] },
      special_tokens: Object.fromEntries(
        Object.entries(marks).map(([id, number]) => [id, { id, ids: [number], tokens: [id] }]),
      ),
    },
  };
}

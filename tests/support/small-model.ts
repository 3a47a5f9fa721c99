import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Tensor {
  name: string;
  dims: (number | { toNumber(): number })[];
  rawData: Uint8Array;
}
interface Onnx {
  ModelProto: {
    decode(bytes: Uint8Array): { graph: { initializer: Tensor[]; output: unknown[] } };
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
 */
export function writeSmallModel(folder: string, dimensions: number, { version = `small-${dimensions}` } = {}): void {
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  for (const name of ['tokenizer.json', 'tokenizer_config.json']) cpSync(join(SHIPPED, name), join(folder, name));
  const config = JSON.parse(readFileSync(join(SHIPPED, 'config.json'), 'utf8')) as Record<string, unknown>;
  const own = { ...config, hidden_size: dimensions, model_version: version, table_sha256: undefined };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(own));
  const path = join('onnx', 'model_quantized.onnx');
  const model = onnx.ModelProto.decode(readFileSync(join(SHIPPED, path)));
  const table = model.graph.initializer.find(({ name }) => name === 'table');
  if (!table) throw new Error('the shipped model has no table');
  const [rows = 0, size = 0] = table.dims.map(Number);
  const codes = new Uint8Array(rows * dimensions);
  for (let row = 0; row < rows; row++) {
    codes.set(table.rawData.subarray(row * size, row * size + dimensions), row * dimensions);
  }
  table.dims = [rows, dimensions];
  table.rawData = codes;
  // Its shape names the size, too: none is as good.
  for (const output of model.graph.output as { type: { tensorType: { shape: unknown } } }[])
    output.type.tensorType.shape = null;
  writeFileSync(join(folder, path), onnx.ModelProto.encode(model).finish());
}

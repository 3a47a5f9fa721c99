import { Readable } from 'node:stream';

/**
 * A body that is read as fast as its reader takes it. Astro writes without waiting; here the next piece is made when the last
 * one has left. Who goes away ends the making of it too.
 */
export function pacedBy(
  drained: (() => Promise<void>) | undefined,
  bytes: AsyncIterable<Uint8Array>,
): ReadableStream<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await drained?.();
        const next = await pieces.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        // A stream nobody has begun to read would not notice that it is over.
        if (bytes instanceof Readable) bytes.destroy();
        await pieces.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

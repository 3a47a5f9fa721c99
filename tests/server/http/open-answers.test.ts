import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OpenAnswers } from '#server/open-answers.ts';
import { createLog } from '#server/platform/log.ts';

let server: Server;
let answers: OpenAnswers;
let client: Socket;
const MAX_UNREAD = 100_000;

beforeEach(async () => {
  answers = new OpenAnswers(createLog('silent'), MAX_UNREAD);
  server = createServer((_request, response) => answers.add(response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** An answer whose reader takes nothing, with more written to it than the system buffers for a socket. */
async function stalled(type: string): Promise<ServerResponse> {
  client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.on('error', () => undefined);
  client.pause();
  client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
  response.setHeader('content-type', type);
  for (let i = 0; i < 200; i++) response.write('y'.repeat(100_000));
  return response;
}

describe('an event stream whose reader stopped reading', () => {
  test('is let go once too much waits for it', async () => {
    const response = await stalled('text/event-stream; charset=utf-8');
    expect(response.writableLength).toBeGreaterThan(MAX_UNREAD);
    const closed = once(response, 'close');
    answers.dropStalled();
    await closed;
    expect(response.destroyed).toBe(true);
  });

  test('is cut when the process stops, and what is still written to it harms nobody', async () => {
    const response = await stalled('text/event-stream');
    answers.cutStreams();
    const refused = await new Promise((resolve) => response.write('a message during the drain', resolve));
    expect(refused).toMatchObject({ code: 'ERR_STREAM_DESTROYED' });
  });

  test('may be written to after its end without ending the process', async () => {
    const response = await stalled('text/event-stream');
    response.end();
    // Without a listener of the server's own the error event would be an uncaught exception.
    const refused = await new Promise((resolve) => response.write('one more', resolve));
    expect(refused).toMatchObject({ code: 'ERR_STREAM_WRITE_AFTER_END' });
  });
});

test('a page that takes long to arrive is neither dropped nor cut', async () => {
  const response = await stalled('text/html');
  answers.dropStalled();
  answers.cutStreams();
  expect(response.destroyed).toBe(false);
});

import { SMTPServer } from 'smtp-server';
import { freePort } from './sqld.ts';

/** A real SMTP server that keeps what it is given. */
export async function startSmtp(refusals = 0) {
  const received: string[] = [];
  let refuse = refusals;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let mail = '';
      stream.on('data', (chunk: Buffer) => (mail += chunk.toString('utf8')));
      stream.on('end', () => {
        received.push(mail);
        done(refuse-- > 0 ? new Error('try again later') : null);
      });
    },
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    received,
    url: `smtp://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      ),
  };
}

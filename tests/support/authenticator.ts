import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

/** A device that makes and shows passkeys with ES256 keys, as Web Authentication Level 3 describes them (§6.1, §6.5). */
export interface Authenticator {
  /** Makes a passkey for a challenge. */
  create(challenge: string): RegistrationResponseJSON;
  /** Signs in with it; the counter is what the device says it has counted. */
  show(challenge: string, counter: number, options?: { verified?: boolean }): AuthenticationResponseJSON;
}

export function createAuthenticator({ id: party, origin }: { id: string; origin: string }): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  const common = { id: text(id), rawId: text(id), type: 'public-key', clientExtensionResults: {} } as const;
  const client = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const data = (flags: number, counter: number, rest = Buffer.alloc(0)) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(party), Buffer.from([flags]), count, rest]);
  };
  return {
    create: (challenge) => {
      const key = coseKey(publicKey);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
      const authData = data(PRESENT | VERIFIED | ATTESTED, 0, attested);
      return {
        ...common,
        response: {
          clientDataJSON: text(client('webauthn.create', challenge)),
          attestationObject: text(attestationOf(authData)),
        },
      };
    },
    show: (challenge, counter, { verified = true } = {}) => {
      const clientData = client('webauthn.get', challenge);
      const authenticatorData = data(PRESENT | (verified ? VERIFIED : 0), counter);
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), privateKey);
      return {
        ...common,
        response: {
          clientDataJSON: text(clientData),
          authenticatorData: text(authenticatorData),
          signature: text(signature),
        },
      };
    },
  };
}

/** RFC 9052: {1: EC2, 3: ES256, -1: P-256, -2: x, -3: y} in CBOR. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ]);
}

/** {"fmt": "none", "attStmt": {}, "authData": …} in CBOR; the data is shorter than 256 bytes. */
const attestationOf = (authData: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from([0xa3]),
    name('fmt'),
    name('none'),
    name('attStmt'),
    Buffer.from([0xa0]),
    name('authData'),
    Buffer.from([0x58, authData.length]),
    authData,
  ]);
const name = (word: string) => Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)]);

/** What may be attached to a message. */
export interface FileLimits {
  /** Bytes of one file. */
  fileSize: number;
  files: number;
  /** For the `accept` of a field. */
  accept: string;
}

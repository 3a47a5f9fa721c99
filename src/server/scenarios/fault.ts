/** Something wrong in a scenario file, and how to mend it. */
export interface Fault {
  file: string;
  /** 1-based. */
  line: number;
  code: FaultCode;
  message: string;
  mend: string;
}

export type FaultCode =
  | 'syntax'
  | 'unknown-field'
  | 'missing-field'
  | 'missing-translation'
  | 'wrong-value'
  | 'step-kind'
  | 'unknown-step'
  | 'unreachable'
  | 'endless-loop'
  | 'dead-end'
  | 'unknown-value'
  | 'value-not-known-yet'
  | 'needs-sign-in'
  | 'unknown-look-up'
  | 'unknown-action'
  | 'unconfirmed'
  | 'never-returns'
  | 'unknown-segment'
  | 'unknown-owner'
  | 'unknown-heading'
  | 'unknown-article'
  | 'unknown-queue'
  | 'unknown-topic'
  | 'unknown-scenario'
  | 'duplicate';

/** `where-is-my-order.yaml:12: step "late" is never reached. Mend: …` */
export const faultLine = ({ file, line, message, mend }: Fault): string =>
  `${file}:${line}: ${message}. Mend: ${mend}.`;

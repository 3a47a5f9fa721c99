import type { Value } from './scenario.ts';

type Literal = string | number | boolean;
export type Operator = 'known' | 'unknown' | '=' | '!=' | '>' | '<' | '>=' | '<=' | 'in' | 'has';
/** One comparison: `order.stage in production, ready`. `known` and `unknown` are a bare name and `not name`. */
export interface Test {
  path: string;
  operator: Operator;
  /** `has`: the value is among the names. */
  values: Literal[];
}
/** Tests that must all hold. */
export interface Condition {
  all: Test[];
}

const namePattern = /^[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*)*$/;
const testPattern = /^(?<path>[A-Za-z][A-Za-z0-9.]*)\s*(?<operator>!=|>=|<=|=|>|<|\bin\b|\bhas\b)\s*(?<literals>.+)$/;

/** Reads `order.late and orders.count > 1`. Null when it is not a condition. */
export function parseCondition(text: string): Condition | null {
  const tests = text.split(/\s+and\s+/).map((part) => parseTest(part.trim()));
  const all = tests.filter((test) => test !== null);
  return all.length === tests.length ? { all } : null;
}

function parseTest(text: string): Test | null {
  if (namePattern.test(text)) return { path: text, operator: 'known', values: [] };
  const negated = /^not\s+(\S+)$/.exec(text)?.[1];
  if (negated && namePattern.test(negated)) return { path: negated, operator: 'unknown', values: [] };
  const { path, operator, literals } = testPattern.exec(text)?.groups ?? {};
  if (!path || !operator || !literals || !namePattern.test(path)) return null;
  const values =
    operator === 'in' ? literals.split(',').map((each) => literal(each.trim())) : [literal(literals.trim())];
  return values.includes('') ? null : { path, operator: operator as Operator, values };
}

function literal(text: string): Literal {
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return text.replace(/^(['"])(.*)\1$/, '$2');
}

export const holds = (condition: Condition, valueOf: (path: string) => Value | undefined): boolean =>
  condition.all.every((test) => testHolds(test, valueOf(test.path)));

function testHolds({ operator, values }: Test, value: Value | undefined): boolean {
  const [first] = values;
  switch (operator) {
    case 'known':
      return isKnown(value);
    case 'unknown':
      return !isKnown(value);
    case '=':
      return value === first;
    case '!=':
      return value !== first;
    case 'in':
      return values.some((each) => each === value);
    case 'has':
      return typeof value === 'string' && value.split(', ').some((each) => each === first);
    default:
      return isOrdered(value) && isOrdered(first) && typeof value === typeof first && compare(operator, value, first);
  }
}

const isKnown = (value: Value | undefined): boolean =>
  value !== undefined &&
  value !== null &&
  value !== false &&
  value !== '' &&
  !(Array.isArray(value) && value.length === 0);

const isOrdered = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

function compare(operator: '>' | '<' | '>=' | '<=', left: string | number, right: string | number): boolean {
  if (operator === '>') return left > right;
  if (operator === '<') return left < right;
  return operator === '>=' ? left >= right : left <= right;
}

import { fileURLToPath } from 'node:url';
import {
  newRun,
  parseScenario,
  readScenarioFolder,
  step,
  type Effect,
  type Input,
  type Item,
  type Run,
  type Scenario,
  type Scene,
} from '#server/scenarios/index.ts';

export const folder = fileURLToPath(new URL('../../../src/content/scenarios', import.meta.url));

export const scene: Scene = {
  locale: 'ru',
  timeZone: 'Europe/Moscow',
  origin: 'https://help.example',
  today: '2026-11-19',
  person: { signedIn: true, name: 'Марина Соколова' },
  customer: { name: 'ООО «Северный ветер»' },
};
export const visitor: Scene = { ...scene, person: { signedIn: false, name: null }, customer: { name: null } };

/** Reads a scenario that must be whole. */
export function scenarioFrom(yaml: string): Scenario {
  const { scenario, faults } = parseScenario('test.yaml', yaml);
  if (!scenario) throw new Error(faults.map((fault) => `${String(fault.line)}: ${fault.message}`).join('\n'));
  return scenario;
}

export async function contentScenarios(): Promise<Scenario[]> {
  return (await readScenarioFolder(folder)).map(({ yaml }) => scenarioFrom(yaml));
}

export const order = (fields: Item = {}): Item => ({
  number: '2418',
  title: 'Переговорная «Совет»',
  stage: 'production',
  promisedOn: '2026-11-20',
  expectedOn: '2026-11-27',
  late: true,
  overdue: false,
  daysLate: 7,
  delayReason: 'шпон пришёл позже',
  stepName: 'Сборка',
  carrier: null,
  changeable: false,
  freeReschedule: true,
  rescheduleUntil: '2026-11-25',
  path: '/cabinet/orders/2418',
  ...fields,
});

export const invoice = (fields: Item = {}): Item => ({
  number: '1042',
  title: 'Предоплата 50 %',
  state: 'unpaid',
  total: { amount: 12_345_600, currency: 'RUB' },
  left: { amount: 12_345_600, currency: 'RUB' },
  issuedOn: '2026-11-10',
  dueOn: '2026-11-17',
  overdue: true,
  daysOverdue: 2,
  paidOn: null,
  path: '/cabinet/invoices/1042',
  ...fields,
});

/** A walk through a scenario in one language, look-ups answered by `found`. */
export class Walker {
  run: Run = newRun();
  effects: Effect[] = [];
  readonly #scenario: Scenario;
  readonly #scene: Scene;
  readonly #found: Record<string, Item[]>;

  constructor(scenario: Scenario, options: { scene?: Scene; found?: Record<string, Item[]> } = {}) {
    this.#scenario = scenario;
    this.#scene = options.scene ?? scene;
    this.#found = options.found ?? {};
  }

  take(input: Input): this {
    const stepped = step(this.#scenario, this.run, input, this.#scene);
    this.run = stepped.run;
    this.effects = stepped.effects;
    for (let last = this.effects.at(-1); last?.kind === 'lookUp'; last = this.effects.at(-1)) {
      const found = this.#found[last.lookUp];
      const next = step(
        this.#scenario,
        this.run,
        found ? { kind: 'found', value: found } : { kind: 'failed' },
        this.#scene,
      );
      this.run = next.run;
      this.effects = [...this.effects.slice(0, -1), ...next.effects];
    }
    return this;
  }

  say(text: string, value?: string): this {
    return this.take({ kind: 'answer', text, value });
  }

  get texts(): string[] {
    return this.effects.flatMap((effect) => ('text' in effect && effect.text !== null ? [effect.text] : []));
  }

  get kinds(): string[] {
    return this.effects.map((effect) => effect.kind);
  }
}

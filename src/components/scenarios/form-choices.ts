interface Choice {
  value: string;
  label: string;
}

/** What may be chosen for the fields around the steps. */
export interface FormChoices {
  topics: readonly Choice[];
  queues: readonly Choice[];
  owners: readonly Choice[];
  audiences: readonly Choice[];
  types: readonly Choice[];
}

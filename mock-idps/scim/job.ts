import type { Choices } from '../choices.ts';
import type { Dialect } from './dialect.ts';
import type { User } from './entry.ts';
import type { ProvisioningSettings } from './provisioning.ts';
import type { Roster } from './roster.ts';
import type { Sender } from './sender.ts';

/** What is at hand while the application is brought to what the directory has. */
export interface Job {
  dialect: Dialect;
  settings: ProvisioningSettings;
  /** Without query. */
  baseUrl: string;
  sender: Sender;
  roster: Roster;
  choices: Choices;
  /** One that nobody has, whose last digits are the nonce. */
  guid: () => string;
  /** Somebody has an account now, or another one: whoever refers to them has something to send. */
  linked(user: User): void;
}
